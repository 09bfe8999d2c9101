export interface DetailTexts {
  readonly nothing: string;
  readonly byDefault: string;
  readonly fixed: string;
  readonly yes: string;
  readonly no: string;
  readonly reach: Readonly<Record<string, string>>;
  /** What a change names its parts; others stay as they are. */
  readonly names: Readonly<Record<string, string>>;
  readonly from: (day: string) => string;
  readonly colon: string;
}

export const auditDetail: DetailTexts = {
  nothing: 'none',
  byDefault: 'default',
  fixed: 'fixed',
  yes: 'yes',
  no: 'no',
  reach: { none: 'nothing', account: 'the whole account', groups: 'groups', all: 'all' },
  names: {
    name: 'Name',
    email: 'E-mail',
    room: 'Room',
    language: 'Language',
    groupId: 'Group',
    disabled: 'Disabled',
    groupIds: 'Groups',
    title: 'Title',
    scopes: 'Scopes',
    currency: 'Currency',
    number: 'Number',
    country: 'Country',
    kind: 'Kind',
    takenFrom: 'Taken from',
  },
  from: (text) => `from ${text}`,
  colon: ': ',
};

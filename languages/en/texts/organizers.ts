export interface OrganizersTexts {
  readonly title: string;
  readonly search: string;
  readonly searchHint: string;
  readonly find: string;
  readonly group: string;
  readonly allGroups: string;
  readonly noGroup: string;
  readonly name: string;
  readonly email: string;
  readonly room: string;
  readonly roomHint: string;
  readonly pin: string;
  readonly pinHint: string;
  readonly language: string;
  readonly accountLanguage: string;
  readonly numbers: string;
  readonly numbersHint: string;
  readonly allNumbers: string;
  readonly chosenNumbers: string;
  readonly state: string;
  readonly disabled: string;
  readonly none: string;
  readonly noneFound: string;
  readonly next: string;
  readonly add: string;
  readonly addList: string;
  readonly addButton: string;
  readonly added: string;
  readonly addedLead: string;
  readonly shownOnce: string;
  readonly save: string;
  readonly saved: string;
  readonly disable: string;
  readonly disableHint: string;
  readonly enable: string;
  readonly resetPin: string;
  readonly resetPinHint: string;
  readonly newPin: (room: string) => string;
  readonly emailTaken: string;
  readonly roomTaken: string;
  readonly chooseGroup: string;
  readonly list: {
    readonly lead: string;
    readonly columns: string;
    readonly needed: string;
    readonly field: string;
    readonly file: string;
    readonly check: string;
    readonly wrong: (rows: number) => string;
    readonly right: (rows: number) => string;
    readonly addAll: (rows: number) => string;
    readonly line: string;
    readonly problem: string;
    readonly good: string;
    readonly tooMuch: string;
    readonly unreadable: string;
    readonly problems: {
      readonly [
        Column in 'name' | 'email' | 'room' | 'pin' | 'language' | 'group' | 'numbers'
      ]: string;
    };
    readonly notYourGroup: string;
  };
}

export const organizers: OrganizersTexts = {
  title: 'Organizers',
  search: 'Search',
  searchHint: 'Name, e-mail or room',
  find: 'Find',
  group: 'Group',
  allGroups: 'All groups',
  noGroup: 'No group',
  name: 'Name',
  email: 'E-mail',
  room: 'Room',
  roomHint: '4 to 12 digits. Leave it empty to be given one.',
  pin: 'Organizer PIN',
  pinHint: '4 to 20 digits. Leave it empty to be given one.',
  language: 'Language',
  accountLanguage: "The account's",
  numbers: 'Access numbers',
  numbersHint: 'Those in invitations.',
  allNumbers: 'All, also those to come',
  chosenNumbers: 'Only these',
  state: 'State',
  disabled: 'disabled',
  none: 'There are no organizers yet.',
  noneFound: 'Nobody is found.',
  next: 'Next page',
  add: 'Add an organizer',
  addList: 'Add a list',
  addButton: 'Add',
  added: 'Added',
  addedLead:
    'Pass these on now: a PIN is shown this once. Passwords are set by the link that each is mailed.',
  shownOnce: 'shown this once',
  save: 'Save',
  saved: 'Saved.',
  disable: 'Disable',
  disableHint: 'The room refuses calls and the sign-in is closed; nothing is deleted.',
  enable: 'Enable again',
  resetPin: 'Reset the PIN',
  resetPinHint: 'The old PIN stops working at once.',
  newPin: (room) => `New PIN of room ${room}`,
  emailTaken: 'Somebody has that e-mail.',
  roomTaken: 'That room exists.',
  chooseGroup: 'Choose one of your groups.',
  list: {
    lead: 'Paste a CSV, or choose a file. It is checked first; nothing is added until all of it is right.',
    columns: 'Columns:',
    needed: 'name and email are needed',
    field: 'List (CSV)',
    file: 'Choose a file',
    check: 'Check',
    wrong: (rows) => (rows === 1 ? 'One line has a problem' : `${rows} lines have problems`),
    right: (rows) => (rows === 1 ? 'One line, no problem' : `${rows} lines, no problem`),
    addAll: (rows) => (rows === 1 ? 'Add one organizer' : `Add ${rows} organizers`),
    line: 'Line',
    problem: 'Problem',
    good: 'good',
    tooMuch: 'Send at most 1,000 lines at a time.',
    unreadable: 'This is not a list with the columns below.',
    problems: {
      name: 'The name is missing, or too long.',
      email: 'The e-mail is no address, or somebody has it already.',
      group: 'There is no such group.',
      room: 'The room is no number of 4 to 12 digits, or exists already.',
      pin: 'The PIN must have 4 to 20 digits.',
      language: 'The language is en or fr.',
      numbers: 'An access number is not written with +, or is not in the table.',
    },
    notYourGroup: 'The group is not one of yours.',
  },
};

/** What one check of the doctor found. */
export interface Finding {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do about it; empty when all is well. */
  readonly mend: string;
}

export const ok = (name: string, detail: string): Finding => ({
  name,
  status: 'ok',
  detail,
  mend: '',
});

export const warn = (name: string, detail: string, mend: string): Finding => ({
  name,
  status: 'warn',
  detail,
  mend,
});

export const fail = (name: string, detail: string, mend: string): Finding => ({
  name,
  status: 'fail',
  detail,
  mend,
});

import { button, el } from './el.js';

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel: string;
}

function open(title: string, ...content: readonly Node[]): HTMLDialogElement {
  const heading = el('h2', { text: title, attributes: { id: 'live-dialog-title' } });
  const attributes = { 'aria-labelledby': 'live-dialog-title' };
  const dialog = el('dialog', { class: 'live-dialog', attributes }, heading, ...content);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Before what cannot be undone. The harmless answer has the focus. */
export function ask(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = button(question.cancel, () => dialog.close());
    const confirm = button(question.confirm, () => dialog.close('confirmed'), { class: 'danger' });
    const actions = el('div', { class: 'actions' }, confirm, cancel);
    const dialog = open(question.title, el('p', { text: question.text }), actions);
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'confirmed'));
    cancel.focus();
  });
}

export interface TextQuestion {
  readonly title: string;
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly confirm: string;
  readonly cancel: string;
  readonly type?: 'text' | 'tel';
}

/** Null when it was cancelled. */
export function askText(question: TextQuestion): Promise<string | null> {
  return new Promise((resolve) => {
    const { type = 'text', maxLength, value } = question;
    const input = el('input', {
      attributes: {
        id: 'live-dialog-text',
        type,
        maxlength: String(maxLength),
        autocomplete: 'off',
      },
    });
    input.value = value;
    const label = el('label', { text: question.label, attributes: { for: input.id } });
    const save = el('button', { class: 'primary', text: question.confirm });
    const cancel = button(question.cancel, () => dialog.close());
    const field = el('div', { class: 'field' }, label, input);
    const form = el('form', {}, field, el('div', { class: 'actions' }, save, cancel));
    form.method = 'dialog';
    form.addEventListener('submit', () => (dialog.returnValue = 'saved'));
    const dialog = open(question.title, form);
    dialog.addEventListener('close', () =>
      resolve(dialog.returnValue === 'saved' ? input.value.trim() : null),
    );
    input.select();
  });
}

/** A list to read; `content` may hold what can be set there. */
export function show(title: string, close: string, ...content: readonly Node[]): void {
  const done = button(close, () => dialog.close());
  const dialog = open(title, ...content, el('div', { class: 'actions' }, done));
  done.focus();
}

export function dialogIsOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

import type { form as english } from '../../en/texts/form.js';

export const form: typeof english = { summary: 'Certaines saisies ne conviennent pas :' };

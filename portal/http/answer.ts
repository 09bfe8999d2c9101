import type { ClientScript } from '../views/assets.js';
import type { Html } from '../views/html.js';
import type { Section } from '../views/navigation.js';

/** A whole page; the layout is put around it. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** What is marked as current in the navigation. */
  readonly section?: Section;
  /** Scripts of `portal/client/` besides the one that all pages have. */
  readonly scripts?: readonly ClientScript[];
  /** `form` for a single form, `narrow` for text, `wide` for tables and live control. */
  readonly width?: 'form' | 'narrow' | 'wide';
  /** HTTP; 200 when absent. */
  readonly status?: number;
}

export interface Redirect {
  readonly redirect: string;
}

export type Answer = Page | Redirect;

/** After a form was accepted: the browser fetches the page, and a reload repeats nothing. */
export const redirect = (path: string): Redirect => ({ redirect: path });

/** A path of ours to go on to; whatever leads elsewhere becomes the start page. */
export function ownPath(text: string | null): string {
  // `//host` and `/\host` are other hosts to a browser.
  return text !== null && /^\/(?![/\\])[^\s\\]*$/.test(text) && text.length <= 2_000 ? text : '/';
}

import { unreachable } from '../../kernel/errors.js';
import { breaksUri, escapeUri, noParams, oneLine, unescapeUri } from './grammar.js';
import { formatHostPort, parseHostPort } from './host.js';
import type { SipUri } from './types.js';

/** Parses a URI that stands alone (no angle brackets, no blanks). Null when it is malformed. */
export function parseUri(text: string): SipUri | null {
  const colon = text.indexOf(':');
  if (colon <= 0 || breaksUri(text)) return null;
  const scheme = text.slice(0, colon).toLowerCase();
  switch (scheme) {
    case 'sip':
    case 'sips':
      return parseSipUri(scheme, text, colon + 1);
    case 'tel':
      return parseTelUri(text.slice(colon + 1));
    default:
      return /^[a-z][a-z0-9+.-]*$/.test(scheme) ? carried(text) : null;
  }
}

function carried(text: string): SipUri {
  return {
    scheme: 'other',
    user: text,
    password: null,
    host: '',
    port: null,
    params: noParams,
    headers: noParams,
  };
}

/** RFC 3261 §19.1.1. The user part may hold `;`, `?` and `/`, so the `@` is looked for first. */
function parseSipUri(scheme: 'sip' | 'sips', text: string, from: number): SipUri | null {
  const at = text.indexOf('@', from);
  if (at !== -1 && text.indexOf('@', at + 1) !== -1) return null;
  let user: string | null = null;
  let password: string | null = null;
  if (at !== -1) {
    const colon = text.indexOf(':', from);
    const userEnd = colon !== -1 && colon < at ? colon : at;
    user = unescapeUri(text.slice(from, userEnd));
    if (user === null || user === '') return null;
    if (userEnd < at) {
      password = unescapeUri(text.slice(userEnd + 1, at));
      if (password === null) return null;
    }
  }
  const hostPort = parseHostPort(text, at === -1 ? from : at + 1, false);
  if (hostPort === null) return null;
  const { host, port, end } = hostPort;
  if (end === text.length) {
    return { scheme, user, password, host, port, params: noParams, headers: noParams };
  }
  const question = text.indexOf('?', end);
  const paramsEnd = question === -1 ? text.length : question;
  if (end < paramsEnd && text.charCodeAt(end) !== 0x3b) return null;
  const params = parseUriParams(text.slice(end, paramsEnd));
  const headers = question === -1 ? noParams : parseUriHeaders(text.slice(question + 1));
  if (params === null || headers === null) return null;
  return { scheme, user, password, host, port, params, headers };
}

function parseUriParams(text: string): ReadonlyMap<string, string | null> | null {
  if (text === '') return noParams;
  const params = new Map<string, string | null>();
  for (const part of text.split(';')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = unescapeUri(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? null : unescapeUri(part.slice(equals + 1));
    if (name === null || name === '' || (equals !== -1 && value === null)) return null;
    const key = name.toLowerCase();
    // No parameter may appear twice (§19.1.1); the first one counts.
    if (!params.has(key)) params.set(key, value);
  }
  return params;
}

function parseUriHeaders(text: string): ReadonlyMap<string, string> | null {
  const headers = new Map<string, string>();
  for (const part of text.split('&')) {
    const equals = part.indexOf('=');
    if (equals <= 0) return null;
    const name = unescapeUri(part.slice(0, equals));
    const value = unescapeUri(part.slice(equals + 1));
    if (name === null || value === null) return null;
    headers.set(name, value);
  }
  return headers;
}

/** RFC 3966 §3. */
function parseTelUri(text: string): SipUri | null {
  const semicolon = text.indexOf(';');
  const subscriber = semicolon === -1 ? text : text.slice(0, semicolon);
  if (!/^\+?[0-9A-Fa-f*#().-]+$/.test(subscriber)) return null;
  const params = semicolon === -1 ? noParams : parseUriParams(text.slice(semicolon));
  if (params === null) return null;
  return {
    scheme: 'tel',
    user: subscriber,
    password: null,
    host: '',
    port: null,
    params,
    headers: noParams,
  };
}

// What each part must escape: all but its own unreserved characters (§25.1).
const notInUser = /[^\w\-.!~*'()&=+$,;?/]+/g;
const notInPassword = /[^\w\-.!~*'()&=+$,]+/g;
const notInParam = /[^\w\-.!~*'()[\]/:&+$]+/g;
const notInHeader = /[^\w\-.!~*'()[\]/?:+$]+/g;
const notInHost = /[^\w.:[\]-]+/g;

export function formatUri(uri: SipUri): string {
  switch (uri.scheme) {
    case 'other':
      return oneLine(uri.user ?? '').replace(/[\s<>"]+/g, '');
    case 'tel':
      return `tel:${escapeUri(uri.user ?? '', /[^\w+*#().-]+/g)}${formatUriParams(uri)}`;
    case 'sip':
    case 'sips': {
      let text = `${uri.scheme}:`;
      if (uri.user !== null) {
        text += escapeUri(uri.user, notInUser);
        if (uri.password !== null) text += `:${escapeUri(uri.password, notInPassword)}`;
        text += '@';
      }
      text += formatHostPort(uri.host.replace(notInHost, ''), uri.port) + formatUriParams(uri);
      let separator = '?';
      for (const [name, value] of uri.headers) {
        text += `${separator}${escapeUri(name, notInHeader)}=${escapeUri(value, notInHeader)}`;
        separator = '&';
      }
      return text;
    }
    default:
      return unreachable(uri.scheme);
  }
}

function formatUriParams(uri: SipUri): string {
  let text = '';
  for (const [name, value] of uri.params) {
    text += `;${escapeUri(name, notInParam)}`;
    if (value !== null) text += `=${escapeUri(value, notInParam)}`;
  }
  return text;
}

/** A SIP URI from its parts; what is left out is absent. */
export function sipUri(parts: Partial<SipUri> & Pick<SipUri, 'host'>): SipUri {
  return {
    scheme: 'sip',
    user: null,
    password: null,
    port: null,
    params: noParams,
    headers: noParams,
    ...parts,
  };
}

/** What the stack knows of a header by its name. */
export interface HeaderName {
  /** Canonical long form. */
  readonly name: string;
  /** Lower case, for comparison. */
  readonly key: string;
  /** Several values may stand in one line, separated by commas (RFC 3261 §7.3.1). */
  readonly list: boolean;
}

const single = [
  'Authentication-Info',
  'Authorization',
  'Call-ID i',
  'Content-Disposition',
  'Content-Length l',
  'Content-Type c',
  'CSeq',
  'Date',
  'Event o',
  'Expires',
  'Flow-Timer',
  'From f',
  'Identity-Info n',
  'Info-Package',
  'Join',
  'Max-Forwards',
  'MIME-Version',
  'Min-Expires',
  'Min-SE',
  'Organization',
  'P-Access-Network-Info',
  'P-Called-Party-ID',
  'P-Charging-Vector',
  'Priority',
  'Privacy',
  'Proxy-Authenticate',
  'Proxy-Authorization',
  'RAck',
  'Refer-To r',
  'Referred-By b',
  'Replaces',
  'Reply-To',
  'Retry-After',
  'RSeq',
  'Server',
  'Session-Expires x',
  'SIP-ETag',
  'SIP-If-Match',
  'Subject s',
  'Subscription-State',
  'Timestamp',
  'To t',
  'User-Agent',
  'WWW-Authenticate',
];

const lists = [
  'Accept',
  'Accept-Contact a',
  'Accept-Encoding',
  'Accept-Language',
  'Alert-Info',
  'Allow',
  'Allow-Events u',
  'Call-Info',
  'Contact m',
  'Content-Encoding e',
  'Content-Language',
  'Diversion',
  'Error-Info',
  'History-Info',
  'Identity y',
  'In-Reply-To',
  'P-Asserted-Identity',
  'P-Preferred-Identity',
  'Path',
  'Proxy-Require',
  'Reason',
  'Record-Route',
  'Recv-Info',
  'Reject-Contact j',
  'Remote-Party-ID',
  'Request-Disposition d',
  'Require',
  'Resource-Priority',
  'Route',
  'Service-Route',
  'Supported k',
  'Unsupported',
  'User-to-User',
  'Via v',
  'Warning',
];

const known = new Map<string, HeaderName>();

function learn(entries: readonly string[], list: boolean): void {
  for (const entry of entries) {
    const [name, compact] = entry.split(' ') as [string, string | undefined];
    const header: HeaderName = { name, key: name.toLowerCase(), list };
    for (const spelling of [name, header.key]) known.set(spelling, header);
    if (compact !== undefined) {
      known.set(compact, header);
      known.set(compact.toUpperCase(), header);
    }
  }
}
learn(single, false);
learn(lists, true);

/** By long or compact form, in any case (§7.3.3). A header unknown to us keeps its spelling. */
export function headerName(spelling: string): HeaderName {
  const exact = known.get(spelling);
  if (exact !== undefined) return exact;
  const key = spelling.toLowerCase();
  return known.get(key) ?? { name: spelling, key, list: false };
}

/** Whether the spelling is in the table, and so needs no check of its characters. */
export function isKnownHeader(spelling: string): boolean {
  return known.has(spelling);
}

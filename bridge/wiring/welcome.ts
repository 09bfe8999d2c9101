import type { AddedWithPassword } from '../application/directory/administration.js';
import type { SignallingAddress } from '../ports/signalling.js';

/** What the one who starts the bridge reads: where to dial, what to open, a room to try it with. */
export function welcome(
  addresses: readonly SignallingAddress[],
  urls: readonly string[],
  demo: AddedWithPassword | null,
): readonly string[] {
  const dial = [...groupByHost(addresses)].map(([host, transports]) => {
    return `sip:${host} (${transports.join(', ')})`;
  });
  return [
    'Partyline takes calls.',
    ...labelled('Dial', dial),
    ...labelled('Open', urls),
    ...(demo === null ? [] : demoLines(demo, addresses[0])),
  ];
}

function demoLines(
  demo: AddedWithPassword,
  first: SignallingAddress | undefined,
): readonly string[] {
  const call = first === undefined ? [] : [`sip:${demo.room}@${hostPort(first)}`];
  return [
    '',
    'A room to try it with. Its PIN and its password for the pages are shown this once:',
    ...labelled('Room number', [demo.room]),
    ...labelled('Organizer PIN', [demo.pin]),
    ...labelled('Call', call),
    ...labelled('Sign in as', [demo.email]),
    ...labelled('Password', [demo.password]),
  ];
}

function labelled(label: string, values: readonly string[]): readonly string[] {
  return values.map((value, index) => `  ${(index === 0 ? label : '').padEnd(15)}${value}`);
}

function groupByHost(addresses: readonly SignallingAddress[]): Map<string, string[]> {
  const transports = new Map<string, string[]>();
  for (const address of addresses) {
    const host = hostPort(address);
    transports.set(host, [...(transports.get(host) ?? []), address.transport]);
  }
  return transports;
}

function hostPort({ host, port }: SignallingAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

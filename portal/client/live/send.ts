import type { LiveCommand } from '../../live/live-command.js';

export type SendOutcome =
  | { readonly kind: 'done' | 'over' | 'line-gone' | 'failed' }
  /** Whom we may not call, and why. */
  | { readonly kind: 'refused'; readonly why: string };

const retryMs = 1_000;
const tries = 3;

/** Names a command, so that it is carried out once however often it is sent. */
export function newCommandId(): string {
  // crypto.randomUUID is there only with HTTPS, and a bridge in a LAN may be without.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function send(url: string, id: string, command: LiveCommand): Promise<SendOutcome> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json',
          'X-CSRF-Token': token,
        },
        body: JSON.stringify({ id, command }),
      });
      return await outcomeOf(answer);
    } catch {
      // The network: the same command again, until it is too late to matter.
      if (attempt === tries) return { kind: 'failed' };
      await new Promise((resolve) => window.setTimeout(resolve, retryMs));
    }
  }
}

async function outcomeOf(answer: Response): Promise<SendOutcome> {
  if (answer.ok) return { kind: 'done' };
  if (answer.status === 409) return { kind: 'over' };
  if (answer.status === 404) return { kind: 'line-gone' };
  const { error } = (await answer.json()) as { error?: { message?: string } };
  const why = /^number: (.+)$/.exec(error?.message ?? '');
  return why === null ? { kind: 'failed' } : { kind: 'refused', why: why[1]! };
}

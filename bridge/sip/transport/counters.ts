/** What the transport layer counts since its start. */
export type CounterName =
  | 'received'
  | 'sent'
  | 'malformed'
  | 'malformed-answered'
  | 'rate-limited'
  | 'keepalives'
  | 'connections-opened'
  | 'connections-refused'
  | 'connections-idle'
  | 'handler-errors';

export type Counters = Record<CounterName, number>;

export function newCounters(): Counters {
  return {
    received: 0,
    sent: 0,
    malformed: 0,
    'malformed-answered': 0,
    'rate-limited': 0,
    keepalives: 0,
    'connections-opened': 0,
    'connections-refused': 0,
    'connections-idle': 0,
    'handler-errors': 0,
  };
}

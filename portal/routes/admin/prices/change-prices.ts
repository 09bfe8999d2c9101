import type { By } from '../../../../bridge/application/directory/administration.js';
import type { AuditEntry } from '../../../../bridge/ports/administration.js';
import type { MinutePrice } from '../../../../bridge/ports/usage.js';
import type { Portal } from '../../../portal.js';

type PriceDependencies = Pick<Portal, 'store' | 'clock'>;

export const isCurrency = (code: string): boolean =>
  Intl.supportedValuesOf('currency').includes(code);

export async function setPrice(deps: PriceDependencies, by: By, price: MinutePrice): Promise<void> {
  await deps.store.audited(pricesChanged(deps, by, { ...price }), ({ prices }) =>
    prices.setPrice(by.accountId, price),
  );
}

/** @param currency one that `isCurrency` knows */
export async function setCurrency(
  deps: PriceDependencies,
  by: By,
  currency: string,
): Promise<void> {
  await deps.store.audited(pricesChanged(deps, by, { currency }), ({ prices }) =>
    prices.setCurrency(by.accountId, currency),
  );
}

function pricesChanged(
  { clock }: PriceDependencies,
  { accountId, actor }: By,
  detail: Readonly<Record<string, unknown>>,
): AuditEntry {
  return {
    accountId,
    atMs: clock.now(),
    actor,
    action: 'prices-changed',
    subject: { kind: 'account', id: accountId, name: '' },
    groupId: null,
    detail,
  };
}

import type { By } from '../../../../bridge/application/directory/administration.js';
import type { MinutePrice } from '../../../../bridge/ports/usage.js';
import type { Portal } from '../../../portal.js';

type PriceDependencies = Pick<Portal, 'store' | 'clock'>;

export const isCurrency = (code: string): boolean =>
  Intl.supportedValuesOf('currency').includes(code);

export async function setPrice(deps: PriceDependencies, by: By, price: MinutePrice): Promise<void> {
  await deps.store.prices.setPrice(by.accountId, price);
  await audit(deps, by, { ...price });
}

/** @param currency one that `isCurrency` knows */
export async function setCurrency(
  deps: PriceDependencies,
  by: By,
  currency: string,
): Promise<void> {
  await deps.store.prices.setCurrency(by.accountId, currency);
  await audit(deps, by, { currency });
}

async function audit(
  { store, clock }: PriceDependencies,
  { accountId, actor }: By,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await store.administration.addAudit({
    accountId,
    atMs: clock.now(),
    actor,
    action: 'prices-changed',
    subject: { kind: 'account', id: accountId, name: '' },
    groupId: null,
    detail,
  });
}

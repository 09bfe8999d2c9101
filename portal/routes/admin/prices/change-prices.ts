import type { By } from '../../../../bridge/application/directory/administration.js';
import type { MinutePrice } from '../../../../bridge/ports/usage.js';
import type { Portal } from '../../../portal.js';

type Means = Pick<Portal, 'store' | 'clock'>;

export const isCurrency = (code: string): boolean =>
  Intl.supportedValuesOf('currency').includes(code);

export async function setPrice(means: Means, by: By, price: MinutePrice): Promise<void> {
  await means.store.prices.setPrice(by.accountId, price);
  await audit(means, by, { ...price });
}

/** @param currency one that `isCurrency` knows */
export async function setCurrency(means: Means, by: By, currency: string): Promise<void> {
  await means.store.prices.setCurrency(by.accountId, currency);
  await audit(means, by, { currency });
}

async function audit(
  { store, clock }: Means,
  { accountId, actor }: By,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await store.administration.addAudit({
    accountId,
    at: clock.now(),
    actor,
    action: 'prices-changed',
    subject: { kind: 'account', id: accountId, name: '' },
    groupId: null,
    detail,
  });
}

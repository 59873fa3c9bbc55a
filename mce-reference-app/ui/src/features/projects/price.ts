import type { Project } from '@/api/types';
import { locale } from '@/lib/i18n';

/** "R$ 250.000 – R$ 400.000", as the reader writes money; nothing where there is no price. */
export function priceOf({ currency, priceFrom, priceTo }: Project): string {
  if (!currency) return '';
  const format = new Intl.NumberFormat(locale(), {
    style: 'currency',
    currency,
    minimumFractionDigits: 0,
  });
  return [priceFrom, priceTo]
    .filter((amount, at, all) => amount !== undefined && all.indexOf(amount) === at)
    .map((amount) => format.format(Number(amount)))
    .join(' – ');
}

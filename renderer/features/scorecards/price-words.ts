import type { CostPlan } from '../../../shared/contract/costs.ts';
import { moneyText } from '../../../shared/domain/costs/money-text.ts';
import { grouped } from '../../../shared/domain/grouped.ts';

/** "57,310" of "57310"; places stay. */
export function plainCount(text: string): string {
  const [whole = '0', places] = text.split('.');
  return `${grouped(Number(whole))}${places === undefined ? '' : `.${places}`}`;
}

/** How a price list charges, in one line. */
export function priceWords(plan: CostPlan): string {
  const { kind, currency, exponent, baseMinor, tiers, included, packageSize, commitMinor, unitName } = plan;
  const parts: string[] = [];
  if (baseMinor > 0) parts.push(`${moneyText(baseMinor, currency, exponent)} a month`);
  const [first] = tiers;
  if (kind === 'per_request' && first) parts.push(`${currency} ${first.unitPrice} each of the ${unitName}`);
  if (kind === 'package' && first) parts.push(`${currency} ${first.unitPrice} for every ${plainCount(packageSize ?? '1')} ${unitName}`);
  if (kind === 'graduated' || kind === 'volume') {
    const list = tiers.map(({ upTo, unitPrice }) => `${unitPrice} ${upTo === null ? 'above' : `to ${plainCount(upTo)}`}`).join(', ');
    parts.push(`${currency} ${list} ${unitName}${kind === 'volume' ? ', one price for all' : ''}`);
  }
  if (included !== '0') parts.push(`${plainCount(included)} included`);
  if (commitMinor > 0) parts.push(`at least ${moneyText(commitMinor, currency, exponent)}`);
  return parts.join('; ') || 'nothing';
}

/** Tiers as they are typed, one a line: "10000: 0.18", the last "above: 0.12". */
export const tiersText = (tiers: CostPlan['tiers']): string =>
  tiers.map(({ upTo, unitPrice }) => `${upTo ?? 'above'}: ${unitPrice}`).join('\n');

/** Reads tiers as they are typed; a line that is none is an error in words. */
export function readTiers(text: string): CostPlan['tiers'] | string {
  const tiers: CostPlan['tiers'] = [];
  for (const [place, line] of text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)
    .entries()) {
    const found = /^(above|\*|[\d.,\s]+?)\s*:\s*(\d+(?:\.\d+)?)$/i.exec(line);
    if (!found) return `Line ${place + 1} is not like “10000: 0.18” or “above: 0.12”.`;
    const [, upTo = '', unitPrice = ''] = found;
    tiers.push({ upTo: /^\d/.test(upTo) ? upTo.replaceAll(/[,\s]/g, '') : null, unitPrice });
  }
  return tiers;
}

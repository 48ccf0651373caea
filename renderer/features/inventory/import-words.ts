import type { ImportPlan } from '../../../shared/contract/inventory.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { count } from './inventory-words.ts';

/** How many endpoints of a plan are new, changed and unchanged. */
export function planCounts(plan: ImportPlan): { readonly added: number; readonly changed: number; readonly same: number } {
  const of = (change: 'new' | 'changed' | 'same'): number => plan.endpoints.filter((one) => one.change === change).length;
  return { added: of('new'), changed: of('changed'), same: of('same') };
}

/** What the primary button does, in numbers: "Add 28 endpoints". */
export function applyWords(plan: ImportPlan, apiName: string): string {
  if (plan.comparison) return plan.version === '' ? 'Update the contract' : `Update to ${plan.version}`;
  const { added, changed } = planCounts(plan);
  if (added > 0 && changed > 0) return `Add ${grouped(added)} and change ${count(changed, 'endpoint')}`;
  if (added > 0) return `Add ${count(added, 'endpoint')}`;
  if (changed > 0) return `Change ${count(changed, 'endpoint')}`;
  return plan.existing.apiId ? 'Keep this version of the contract' : `Add ${apiName}`;
}

/** The plan's sentence with the names that a person put in place of the document's. */
export function planSentence(plan: ImportPlan, vendorName: string, apiName: string): string {
  return swap(swap(plan.words, plan.apiName, apiName), plan.vendorName, vendorName);
}

function swap(text: string, from: string, to: string): string {
  return from === '' || from === to ? text : text.replace(from, () => to);
}

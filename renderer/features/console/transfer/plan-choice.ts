import type { TransferPlan } from '../../../../shared/contract/transfer.ts';

/** What a person chose of a plan. */
export interface PlanChoice {
  readonly plan: TransferPlan;
  /** Keys of the requests that are taken. */
  readonly keys: ReadonlySet<string>;
  /** Keys of the credentials that are kept. None is kept without being asked for. */
  readonly credentials: ReadonlySet<string>;
  /** Names for APIs that are made, by the key of their home. */
  readonly names: Readonly<Record<string, { readonly vendorName: string; readonly apiName: string }>>;
  /** The name of the flow that is made of them; null: none is. */
  readonly flowName: string | null;
}

/** The choice that a plan begins with: what it proposes, and names that were typed before. */
export function startChoice(plan: TransferPlan, before: PlanChoice | null): PlanChoice {
  const isSame = before?.plan.planId === plan.planId;
  return {
    plan,
    keys: new Set(plan.requests.filter(({ isProposed }) => isProposed).map(({ key }) => key)),
    credentials: new Set(isSame ? [...before.credentials].filter((key) => plan.credentials.some((one) => one.key === key)) : []),
    names: Object.fromEntries(
      plan.homes
        .filter(({ apiId }) => apiId === null)
        .map(({ key, vendorName, apiName }) => [key, (isSame ? before.names[key] : undefined) ?? { vendorName, apiName }]),
    ),
    flowName: isSame ? before.flowName : null,
  };
}

/** The set with a key in it, or without it when it was. */
export function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

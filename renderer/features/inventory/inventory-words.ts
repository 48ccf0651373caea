import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from '../../../shared/contract/index.ts';
import type { ApiDetail, ApiRow, Endpoint, Vendor } from '../../../shared/contract/inventory.ts';
import type { Door } from '../../../shared/contract/procedure.ts';

export type Dependency = ApiDetail['dependencies'][number];
export type InventorySummary = InferContractRouterOutputs<Contract>['inventory']['summary'];

const counted = new Intl.NumberFormat('en-GB');

/** "1 API", "1,204 endpoints". */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${counted.format(amount)} ${amount === 1 ? one : many}`;
}

/** "Checkout", "Checkout and Refunds", "Checkout, Refunds and Payouts". */
export function joined(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "openapi 3.1.0" as its makers write it: "OpenAPI 3.1.0". */
export function formatWords(format: string): string {
  return format.replace(/^openapi/i, 'OpenAPI').replace(/^swagger/i, 'Swagger');
}

/** The page's finding: "14 APIs, 2 need you". */
export function pageTitle(summary: InventorySummary): string {
  const apis = count(summary.apis, 'API');
  if (summary.needYou === 0) return summary.apis === 1 ? `${apis}, nothing needs you` : `${apis}, none needs you`;
  return `${apis}, ${counted.format(summary.needYou)} ${summary.needYou === 1 ? 'needs' : 'need'} you`;
}

/** The finding where processes and their links are shown: "9 business processes, 1 link has no fallback". */
export function processTitle({ processes, linksWithoutFallback: bare }: InventorySummary): string {
  if (processes === 0) return 'No business process yet';
  const words = count(processes, 'business process', 'business processes');
  if (bare === 0) return `${words}, every link has a fallback`;
  return `${words}, ${counted.format(bare)} ${bare === 1 ? 'link has' : 'links have'} no fallback`;
}

/** The finding where vendors are shown: "13 vendors, 4 have an API that needs you". */
export function vendorTitle(vendors: readonly Pick<Vendor, 'id'>[], apis: readonly Pick<ApiRow, 'vendorId' | 'standing'>[]): string {
  const known = new Set(vendors.map(({ id }) => id));
  const needing = new Set(apis.filter((one) => needsSomebody(one) && known.has(one.vendorId)).map(({ vendorId }) => vendorId)).size;
  const words = count(vendors.length, 'vendor');
  if (needing === 0) return `${words}, ${vendors.length === 1 ? 'nothing' : 'none'} needs you`;
  return `${words}, ${counted.format(needing)} ${needing === 1 ? 'has' : 'have'} an API that needs you`;
}

/** How much goes to them, and to whom most of it: "2,487 calls in 30 days, most to Shopify (593) · 17 APIs". */
export function vendorFacts(apis: readonly Pick<ApiRow, 'vendorName' | 'calls30d'>[]): string {
  const calls = new Map<string, number>();
  for (const { vendorName, calls30d } of apis) calls.set(vendorName, (calls.get(vendorName) ?? 0) + calls30d);
  const all = [...calls.values()].reduce((sum, one) => sum + one, 0);
  const [most] = [...calls].toSorted(([, one], [, other]) => other - one);
  if (all === 0 || most === undefined) return `No call in 30 days · ${count(apis.length, 'API')}`;
  const share = calls.size === 1 ? '' : `, most to ${most[0]} (${counted.format(most[1])})`;
  return `${count(all, 'call')} in 30 days${share} · ${count(apis.length, 'API')}`;
}

type EndpointUse = Pick<Endpoint, 'calls30d' | 'isDeprecated' | 'openFindings'>;

/** The finding where endpoints are shown: what is called although it ends, else what drifted, else how many are in use. */
export function endpointsTitle(endpoints: readonly EndpointUse[]): string {
  if (endpoints.length === 0) return 'No endpoint yet';
  const words = count(endpoints.length, 'endpoint');
  const used = endpoints.filter(({ calls30d }) => calls30d > 0);
  const ending = used.filter(({ isDeprecated }) => isDeprecated).length;
  if (ending > 0) return `${words}, ${counted.format(ending)} deprecated ${ending === 1 ? 'one is' : 'ones are'} still called`;
  const drifted = endpoints.filter(({ openFindings }) => openFindings > 0).length;
  if (drifted > 0) return `${words}, ${counted.format(drifted)} ${drifted === 1 ? 'answers' : 'answer'} other than the contract`;
  return `${words}, ${used.length === 0 ? 'none' : counted.format(used.length)} called in 30 days`;
}

/** What else is to know of all endpoints. */
export function endpointsFacts(endpoints: readonly EndpointUse[]): string {
  const used = endpoints.filter(({ calls30d }) => calls30d > 0).length;
  const deprecated = endpoints.filter(({ isDeprecated }) => isDeprecated).length;
  const drifted = endpoints.filter(({ openFindings }) => openFindings > 0).length;
  return [
    used === 0 ? 'None called in 30 days' : `${counted.format(used)} called in 30 days`,
    deprecated === 0 ? 'none deprecated' : `${counted.format(deprecated)} deprecated`,
    drifted === 0 ? 'no drift' : `${counted.format(drifted)} drifted from the contract`,
  ].join(' · ');
}

/** Whether a person must do something about it. */
export const needsSomebody = ({ standing }: Pick<ApiRow, 'standing'>): boolean => standing.state === 'broken' || standing.state === 'soon';

/** The facts under the title, only those that say something; all of them are of the APIs, also where the title is not. */
export function pageFacts(summary: InventorySummary): string {
  const facts = [
    summary.usedByProcess === 0
      ? 'no API is linked to a business process yet'
      : `${count(summary.usedByProcess, 'API')} ${summary.usedByProcess === 1 ? 'serves' : 'serve'} a business process`,
    count(summary.vendors, 'vendor'),
    summary.withoutOwner === 0
      ? 'every API has an owner'
      : `${count(summary.withoutOwner, 'API')} ${summary.withoutOwner === 1 ? 'has' : 'have'} no owner`,
  ];
  const words = facts.join(' · ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface NextStep {
  readonly title: string;
  readonly reason: string;
  readonly action: { readonly words: string; readonly door: Door } | null;
}

const actionWords: Partial<Record<Door['place'], string>> = {
  calendar: 'Open the date',
  inventory: 'See what drifted',
  credentials: 'Open the credential',
  console: 'Open the exchange',
  ledger: 'Open the break',
  monitors: 'Open the monitor',
  runbooks: 'Open the runbook',
};

/**
 * The one thing that matters now about an API, with what it touches and the door to do it.
 *
 * @param firstEndpoint the call to try when there is no data yet, or null.
 */
export function nextStep(api: ApiRow, firstEndpoint: Pick<Endpoint, 'id'> | null): NextStep {
  const { standing } = api;
  const title = standing.words.charAt(0).toUpperCase() + standing.words.slice(1);
  const touched = api.processes.length > 0 ? `${joined(api.processes)} ${api.processes.length === 1 ? 'depends' : 'depend'} on it. ` : '';
  const door = standing.door;
  if (standing.state === 'no data') {
    return {
      title,
      reason: `${touched}No call has shown how it stands.`,
      action: firstEndpoint ? { words: 'Send a first call', door: { place: 'console', kind: 'endpoint', id: firstEndpoint.id } } : null,
    };
  }
  const calls = api.calls30d === 0 ? 'No call used it in 30 days.' : `${count(api.calls30d, 'call')} used it in 30 days`;
  const failed = api.calls30d === 0 ? '' : api.failed30d > 0 ? `, ${counted.format(api.failed30d)} failed.` : '.';
  return {
    title,
    reason: `${touched}${calls}${failed}`,
    action: door ? { words: doorWords(door), door } : null,
  };
}

function doorWords(door: Door): string {
  if (door.kind === 'exchange') return 'Open the exchange';
  if (door.kind === 'changes') return 'See what changed';
  return actionWords[door.place] ?? 'See why';
}

/** What the map of dependencies shows, said in its heading. */
export function mapTitle(dependencies: readonly Dependency[]): string {
  if (dependencies.length === 0) return 'No business process is linked to it';
  const bare = dependencies.filter((one) => one.fallback.trim() === '').map((one) => one.processName);
  if (bare.length === 0) return dependencies.length === 1 ? 'Its process has a fallback' : 'Every process has a fallback';
  return `${joined(bare)} ${bare.length === 1 ? 'has' : 'have'} no fallback`;
}

/** "Endpoints 28", the part of them that is used and the part that is marked deprecated. */
export function endpointFacts(detail: ApiDetail, endpoints: readonly Endpoint[]): string {
  const used = endpoints.filter((one) => one.calls30d > 0).length;
  const parts = [count(endpoints.length, 'endpoint'), `${counted.format(used)} used in 30 days`];
  if (detail.api.deprecatedCount > 0) parts.push(`${counted.format(detail.api.deprecatedCount)} deprecated`);
  return parts.join(' · ');
}

import type { Writer } from '../../electron/core/db/sqlite.ts';
import { planCalendar } from './calendar.ts';
import { commerceVendors } from './catalogue-commerce.ts';
import { officeVendors } from './catalogue-office.ts';
import { paymentVendors } from './catalogue-payments.ts';
import type { Call } from './calls.ts';
import { withContractBodies } from './contract-bodies.ts';
import { createDice } from './dice.ts';
import { everydayCalls } from './everyday-calls.ts';
import { planExchanges, type SampleBody } from './exchanges.ts';
import { planFlows } from './flows.ts';
import { planInventory } from './inventory.ts';
import { planMappings } from './mappings.ts';
import { planMonitors } from './monitors.ts';
import { planRunbooks } from './runbooks.ts';
import { planScorecards } from './scorecards.ts';
import { planSavedRequests } from './saved-requests.ts';
import { planSafeguards } from './safeguards.ts';
import { planLedgers } from './ledgers.ts';
import { teamNames, type Person, type Team } from './people.ts';
import { hour, sampleBegins } from './sample-time.ts';
import { sceneCalls } from './scenes.ts';
import { found, type Stage } from './stage.ts';
import { planCredentials, planPeople, planProcesses } from './team-plan.ts';
import { Timeline } from './timeline.ts';
import { withVendorChanges } from './vendor-changes.ts';
import { planWebhooks, type SampleDelivery } from './webhooks.ts';

export interface SampleOptions {
  /** Epoch ms; every date of the sample is counted from it. */
  readonly now: number;
  /** A UUIDv7 for that time. */
  readonly newId: (at: number) => string;
  /** 0 up to 1; the same sequence gives the same sample. */
  readonly random: () => number;
  /** Who explores the sample; a row of people already. */
  readonly person: Person;
}

export interface SampleOutcome {
  /** To be sealed by the caller. */
  readonly bodies: readonly SampleBody[];
  readonly deliveries: readonly SampleDelivery[];
  /** One sentence on what was built. */
  readonly summary: string;
}

/**
 * Fills a workspace with "Acme Mobile Shop": three months of a small team's work, dated back from `now`. Adyen Checkout
 * and PayPal Orders must have been imported from their contracts before, best with the clock at `sampleBegins(now)`.
 * Runs inside the caller's transaction. Throws when something that it builds on is not there.
 */
export function buildSample(db: Writer, options: SampleOptions): SampleOutcome {
  const stage = setStage(db, options);
  const { now, timeline } = stage;
  planPeople(stage);
  const stock = planInventory(stage, [...paymentVendors, ...commerceVendors(now), ...officeVendors(now)]);
  const credentials = planCredentials(stage, stock);
  planProcesses(stage, stock);
  planSafeguards(stage, stock);
  planCalendar(stage, stock, credentials);
  planSavedRequests(stage, stock);
  planMappings(stage, stock);
  planLedgers(stage);
  planMonitors(stage, stock);
  planRunbooks(stage, stock);
  planScorecards(stage, stock);
  const deliveries = planWebhooks(stage, stock, credentials);
  const everyday = everydayCalls(stage, stock);
  const scenes = sceneCalls(stage, stock);
  const calls = [...beforeScenes(everyday, scenes, now), ...scenes, ...planFlows(stage, stock)].map((call) => withVendorChanges(call, now));
  const bodies = planExchanges(stage, withContractBodies(calls, stage));
  timeline.play();
  return { bodies, deliveries, summary: summarise(db) };
}

/** What a scene has just shown is not hidden behind an everyday call of the same endpoint. */
function beforeScenes(everyday: readonly Call[], scenes: readonly Call[], now: number): Call[] {
  const shown = new Set(scenes.filter(({ at }) => at > now - 2 * hour).map(({ endpoint }) => endpoint.id));
  return everyday.filter(({ at, endpoint }) => at < now - hour || !shown.has(endpoint.id));
}

function setStage(db: Writer, { now, newId, random, person }: SampleOptions): Stage {
  found(db.get('SELECT 1 FROM people WHERE id = ?', person.id), `person ${person.name}`);
  const begin = sampleBegins(now);
  const members = teamNames.map((name): [string, Person] => [name, { id: newId(begin), name }]);
  const team = Object.fromEntries([...members, ['you', person]]) as Team;
  return { db, now, newId, dice: createDice(random), team, timeline: new Timeline({ db, newId, team }) };
}

function summarise(db: Writer): string {
  const count = (table: string): string => (db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0).toLocaleString('en');
  return `${count('vendors')} vendors, ${count('apis')} APIs, ${count('processes')} business processes, ${count('exchanges')} exchanges and ${count('calendar_events')} dates.`;
}

export { sampleBegins } from './sample-time.ts';
export type { SampleBody } from './exchanges.ts';

import type { Member } from './people.ts';
import { day, hour, minute } from './sample-time.ts';
import type { Stage } from './stage.ts';
import { insertRow } from './timeline.ts';

type BreakClass = 'missing left' | 'missing right' | 'differs' | 'duplicate';

/** Which run found it (days ago), what is wrong, by how much in cents, whose it is. */
type OpenBreak = readonly [
  daysAgo: number,
  kind: BreakClass,
  field: string | null,
  left: string | null,
  right: string | null,
  amountMinor: number,
  owner: Member,
];

const payoutBreaks: readonly OpenBreak[] = [
  [0, 'missing right', null, '49.90 EUR', null, 4990, 'Deniz'],
  [0, 'missing right', null, '129.00 EUR', null, 12_900, 'Deniz'],
  [0, 'differs', 'amount', '89.90 EUR', '79.90 EUR', 1000, 'Deniz'],
  [0, 'duplicate', null, '24.95 EUR', '24.95 EUR', 2495, 'you'],
  [1, 'missing right', null, '219.00 EUR', null, 21_900, 'Deniz'],
  [1, 'differs', 'currency', '35.00 EUR', '35.00 USD', 3500, 'Deniz'],
  [3, 'missing left', null, null, '18.50 EUR', 1850, 'Deniz'],
  [3, 'differs', 'amount', '310.00 EUR', '301.00 EUR', 900, 'Deniz'],
  [9, 'missing right', null, '64.90 EUR', null, 6490, 'you'],
  [16, 'differs', 'payout date', '3 days later', 'same day', 0, 'you'],
];

const bookBreaks: readonly OpenBreak[] = [
  [1, 'missing right', null, 'invoice 2,380.00 EUR', null, 238_000, 'Maya'],
  [3, 'differs', 'tax', '19 %', '16 %', 5712, 'Maya'],
  [9, 'duplicate', null, 'invoice 119.00 EUR', 'invoice 119.00 EUR', 11_900, 'Mara'],
  [16, 'missing left', null, null, 'payment 49.90 EUR', 4990, 'Maya'],
];

/** 07:30 UTC. */
const runHour = 7.5 * hour;

/** The last morning run that lies before now, and those before it. */
const runAt = (now: number, daysAgo: number): number => Math.floor((now - runHour) / day) * day + runHour - daysAgo * day;

const resolvedPerLedger = 13;

/** Two ledgers with what their runs found: 14 breaks still open, and those that were resolved. */
export function planLedgers(stage: Stage): void {
  planLedger(stage, {
    name: 'Orders to payouts',
    left: 'Shopify orders',
    right: 'Adyen payouts',
    keyOf: (number) => `ACME-${number}`,
    firstKey: 20_300,
    daysAgo: 84,
    open: payoutBreaks,
  });
  planLedger(stage, {
    name: 'Invoices to books',
    left: 'Shopify invoices',
    right: 'Xero invoices',
    keyOf: (number) => `INV-${number}`,
    firstKey: 7100,
    daysAgo: 70,
    open: bookBreaks,
  });
}

interface LedgerPlan {
  readonly name: string;
  readonly left: string;
  readonly right: string;
  readonly keyOf: (number: number) => string;
  readonly firstKey: number;
  readonly daysAgo: number;
  readonly open: readonly OpenBreak[];
}

interface PlannedBreak {
  readonly key: string;
  readonly foundAt: number;
  readonly resolvedAt: number | null;
  readonly said: OpenBreak;
}

function planLedger(stage: Stage, plan: LedgerPlan): void {
  const { db, now, newId, team, timeline } = stage;
  const begunAt = runAt(now, plan.daysAgo) + 4 * hour;
  const ledgerId = newId(begunAt);
  timeline.plan(begunAt, 'Mara', (changes) => {
    changes.bulk('ledger', ledgerId, `Added the ledger ${plan.name}`, { ledgers: 1 }, () => {
      insertRow(db, 'ledgers', { id: ledgerId, name: plan.name, left_name: plan.left, right_name: plan.right, created_at: begunAt });
    });
  });
  const all = [...resolvedBreaks(stage, plan), ...openBreaks(now, plan)];
  for (const foundAt of new Set(all.map((each) => each.foundAt))) {
    const breaks = all.filter((each) => each.foundAt === foundAt);
    const rows = breaks.map((each) => ({ id: newId(foundAt), ...each }));
    timeline.plan(foundAt, 'Deniz', (changes) => {
      changes.bulk(
        'ledger',
        ledgerId,
        `${plan.name}: a run found ${breaks.length === 1 ? '1 break' : `${breaks.length} breaks`}`,
        { breaks: breaks.length },
        () => {
          for (const { id, key, resolvedAt, said } of rows) {
            const [, kind, field, left, right, amountMinor, owner] = said;
            insertRow(db, 'breaks', {
              id,
              ledger_id: ledgerId,
              match_key: key,
              class: kind,
              field,
              left_value: left,
              right_value: right,
              amount_minor: amountMinor,
              currency: 'EUR',
              owner_id: team[owner].id,
              opened_at: foundAt,
              resolved_at: resolvedAt,
              created_at: foundAt,
            });
          }
        },
      );
    });
    rows
      .filter(({ resolvedAt }) => resolvedAt === null)
      .forEach(({ id, key, said }, place) => {
        // Two hours after the run, or half way to now when it was this morning.
        const lookedAt = foundAt + Math.round(Math.min(2 * hour + place * 5 * minute, (now - foundAt) / 2));
        timeline.plan(lookedAt, 'Mara', (changes) => changes.note('break', id, `Break ${key} given to ${team[said[6]].name}`));
      });
  }
}

function openBreaks(now: number, { open, keyOf, firstKey }: LedgerPlan): PlannedBreak[] {
  return open.map((said, place) => ({
    key: keyOf(firstKey + 150 - said[0] * 8 + place),
    foundAt: runAt(now, said[0]),
    resolvedAt: null,
    said,
  }));
}

function resolvedBreaks({ dice, now }: Stage, { daysAgo, keyOf, firstKey }: LedgerPlan): PlannedBreak[] {
  return Array.from({ length: resolvedPerLedger }, (_each, place) => {
    const ago = daysAgo - 2 - place * 4;
    const amountMinor = dice.whole(900, 26_000);
    const left = `${(amountMinor / 100).toFixed(2)} EUR`;
    const foundAt = runAt(now, ago);
    return {
      key: keyOf(firstKey - ago * 8),
      foundAt,
      resolvedAt: foundAt + dice.whole(1, 5) * day + 6 * hour,
      said: [ago, 'missing right', null, left, null, amountMinor, dice.pick(['Deniz', 'Maya', 'you'] as const)],
    };
  });
}

import { moneyText } from '../../../shared/domain/costs/money-text.ts';
import { monthCosts } from '../../../shared/domain/costs/month-costs.ts';
import { addMonths, monthEnd, monthName, monthOf, monthWords } from '../../../shared/domain/costs/months.ts';
import { dayText } from '../../../shared/domain/scorecards/page-words.ts';
import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';
import { callsIn, costFacts } from './cost-facts.ts';
import { listDecisions, listRisks } from './registers.ts';

const dayMs = 86_400_000;
/** The day of the month by which the month before should be frozen. */
const freezeBy = 5;

/** A month that waits to be frozen, decisions that are due, waivers that end, and money beyond its budget. */
export function scorecardsAttention(db: Reader, now: number): AttentionItem[] {
  return [...notFrozen(db, now), ...dueDecisions(db, now), ...endingWaivers(db, now), ...overBudget(db, now)];
}

/** Only for teams that keep scorecards: one was frozen before. */
function notFrozen(db: Reader, now: number): AttentionItem[] {
  const month = addMonths(monthOf(now), -1);
  const row = db.get<{ any: number; last: number }>(
    "SELECT count(*) AS any, coalesce(sum(month = ?), 0) AS last FROM scorecards WHERE audience = 'executive'",
    month,
  );
  if (!row || row.any === 0 || row.last > 0 || new Date(now).getUTCDate() < freezeBy) return [];
  const door = { place: 'scorecards', kind: 'page', id: `${month}:executive` } as const;
  return [
    {
      criticality: 'medium',
      state: 'soon',
      daysAway: 0,
      attention: {
        key: `scorecard:${month}`,
        state: 'soon',
        title: `The scorecard of ${monthName(month)} is not frozen`,
        reason: `${monthWords(month)} ended ${Math.floor((now - monthEnd(month)) / dayMs)} days ago; until it is frozen its figures still change`,
        evidence: null,
        action: { words: 'Look at the page', door },
      },
    },
  ];
}

function dueDecisions(db: Reader, now: number): AttentionItem[] {
  return listDecisions(db, false).flatMap((decision): AttentionItem[] => {
    if (decision.dueAt === null || decision.dueAt > now + 7 * dayMs) return [];
    const isLate = decision.dueAt < now - dayMs;
    const door = { place: 'scorecards', kind: 'decision', id: decision.id } as const;
    return [
      {
        criticality: 'medium',
        state: 'soon',
        daysAway: Math.max(0, (decision.dueAt - now) / dayMs),
        attention: {
          key: `decision:${decision.id}`,
          state: 'soon',
          title: `A decision ${isLate ? 'was' : 'is'} due on ${dayText(decision.dueAt)}: ${decision.title}`,
          reason: decision.recommendation === '' ? 'Nobody has given advice' : decision.recommendation,
          evidence: null,
          action: { words: 'Open the decision', door },
        },
      },
    ];
  });
}

function endingWaivers(db: Reader, now: number): AttentionItem[] {
  return listRisks(db, false).flatMap((risk): AttentionItem[] => {
    if (risk.kind !== 'waiver' || risk.dueAt === null || risk.dueAt > now + 14 * dayMs) return [];
    const door = { place: 'scorecards', kind: 'risk', id: risk.id } as const;
    return [
      {
        criticality: risk.impact >= 4 ? 'high' : 'medium',
        state: 'soon',
        daysAway: Math.max(0, (risk.dueAt - now) / dayMs),
        attention: {
          key: `waiver:${risk.id}`,
          state: 'soon',
          title: `The waiver “${risk.title}” ${risk.dueAt < now ? 'ended' : 'ends'} on ${dayText(risk.dueAt)}`,
          reason: `${risk.ownerName ?? 'Nobody'} accepted it: ${risk.reason}`,
          evidence: null,
          action: { words: 'Open the waiver', door },
        },
      },
    ];
  });
}

/** The month that runs: what is spent or expected is more than the budget. */
function overBudget(db: Reader, now: number): AttentionItem[] {
  const month = monthOf(now);
  const { totals } = monthCosts(costFacts(db, month, now, callsIn(db, month)), month, now);
  return totals.flatMap((total): AttentionItem[] => {
    const { budgetMinor, actualMinor, forecastMinor, currency, exponent } = total;
    if (budgetMinor === null) return [];
    const isOver = actualMinor > budgetMinor;
    const expected = isOver ? actualMinor : forecastMinor;
    if (expected === null || expected <= budgetMinor) return [];
    return [
      {
        criticality: 'medium',
        state: 'soon',
        daysAway: isOver ? 0 : Math.max(0, (monthEnd(month) - now) / dayMs),
        attention: {
          key: `budget:${month}:${currency}`,
          state: 'soon',
          title: `${monthName(month)} ${isOver ? 'costs' : 'will cost'} more than its budget`,
          reason: `${moneyText(expected, currency, exponent)} ${isOver ? 'so far' : 'expected by working days'}, budget ${moneyText(budgetMinor, currency, exponent)}`,
          evidence: null,
          action: { words: 'Look at the costs', door: { place: 'scorecards', kind: 'costs', id: month } },
        },
      },
    ];
  });
}

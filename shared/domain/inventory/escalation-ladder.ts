/** One step of an escalation: whom to call, how, and so many minutes after it began. */
export interface EscalationStep {
  readonly who: string;
  readonly channel: string;
  readonly afterMinutes: number;
}

/** "at once", "after 15 min", "after 2 h", "after 1 h 30 min". */
export function afterWords(minutes: number): string {
  if (minutes === 0) return 'at once';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return `after ${[hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter((part) => part !== '').join(' ')}`;
}

/** A step as a line of text: "Ines, phone, at once". */
export const stepWords = ({ who, channel, afterMinutes }: EscalationStep): string =>
  [who, channel, afterWords(afterMinutes)].filter((part) => part !== '').join(', ');

/** The ladder as text, a step to the line. */
export const ladderText = (ladder: readonly EscalationStep[]): string => ladder.map(stepWords).join('\n');

/** Longest ladder and longest wait: a week. */
export const mostSteps = 12;
const mostMinutes = 7 * 24 * 60;

export type ReadLadder = { readonly ladder: readonly EscalationStep[] } | { readonly problem: string };

/**
 * Reads a ladder from text, a step to the line: "Ines, phone, at once", "Adyen support, ticket, after 30 min". The channel may be left
 * out, and so may the time of the first step. Steps keep their order, and no step comes before the one above it.
 */
export function readLadder(text: string): ReadLadder {
  const ladder: EscalationStep[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/^\s*\d+[.)]\s*/, '').trim();
    if (line === '') continue;
    const parts = line.split(',').map((part) => part.trim());
    const minutes = readAfter(parts.at(-1) ?? '');
    if (minutes === null && ladder.length > 0)
      return { problem: `Line ${index + 1} has no time. End it with “after 15 min” or “after 2 h”.` };
    const named = minutes === null ? parts : parts.slice(0, -1);
    const [who = '', ...channel] = named;
    if (who === '') return { problem: `Line ${index + 1} names nobody. Write it as “Ines, phone, after 15 min”.` };
    const afterMinutes = minutes ?? 0;
    if (afterMinutes > mostMinutes) return { problem: `Line ${index + 1} waits for more than a week.` };
    if (afterMinutes < (ladder.at(-1)?.afterMinutes ?? 0)) return { problem: `Line ${index + 1} comes before the line above it.` };
    ladder.push({ who, channel: channel.filter((part) => part !== '').join(', '), afterMinutes });
  }
  if (ladder.length > mostSteps) return { problem: `More than ${mostSteps} steps are nobody’s plan.` };
  return { ladder };
}

/** "at once", "after 15 min", "15 min", "2 h", "1 h 30 min", "45"; null when it is no time. */
function readAfter(text: string): number | null {
  const words = text.toLowerCase().replace(/^after\s+/, '');
  if (/^(?:at once|immediately|now)$/.test(words)) return 0;
  const found = /^(?:(\d{1,4})\s*(?:h|hours?))?\s*(?:(\d{1,5})\s*(?:m|min|minutes?)?)?$/.exec(words);
  if (!found || (found[1] === undefined && found[2] === undefined)) return null;
  return Number(found[1] ?? 0) * 60 + Number(found[2] ?? 0);
}

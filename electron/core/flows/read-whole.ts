import type { Exchange } from '../../../shared/contract/console.ts';
import { asText } from '../../../shared/domain/flows/answer-facts.ts';
import type { Captured } from '../../../shared/domain/flows/captures.ts';
import type { Capture } from '../../../shared/domain/flows/flow-spec.ts';
import { isSecretCapture } from '../../../shared/domain/flows/secret-capture.ts';
import { judgeAnswer, type Judge } from '../answers/judge-answer.ts';
import { judgeByRule, type Rule, type StepReading } from '../answers/judge-rule.ts';

type StepRule = Extract<Rule, { of: 'step' }>;

const nothing = { checks: [], loop: { kind: 'none' }, scene: { page: 1, url: '', seen: new Set<string>() } } as const;

/** What a step reads of an answer that is here, with expressions over it. */
export const readHere = async ({ secrets }: Pick<Judge, 'secrets'>, rule: StepRule): Promise<StepReading> =>
  judgeByRule(rule, { redact: (text) => secrets.redactor().text(text) });

/**
 * What a step reads of an answer that was too large to be read as it came: from all of it where it is kept. Its head was written before, and
 * what is kept has marks in place of the secrets that were known: so no secret is taken out of it, and the reason is said.
 */
export async function readLarge(engine: Judge, exchange: Exchange, rule: StepRule, signal?: AbortSignal): Promise<StepReading> {
  const isLeftOut = (one: Capture): boolean => isOfBody(one) && isSecretCapture(one);
  const captures = rule.captures.filter((one) => !isLeftOut(one));
  const { checks, taken, next } = await judgeAnswer(engine, exchange, { ...rule, captures }, signal);
  const why: Record<string, string> = { ...taken.why };
  const captured: Record<string, unknown> = { ...taken.captured };
  for (const { name } of rule.captures.filter(isLeftOut))
    why[name] = 'not taken: the answer is larger than 1 MB, and a secret is taken only out of a smaller one';
  for (const { name } of captures.filter(isOfBody)) {
    if (!hasMark(captured[name]) && !taken.secret.includes(name)) continue;
    delete captured[name];
    why[name] = 'not taken: it holds a secret, which is cut out of an answer larger than 1 MB as it comes';
  }
  const isMarked = next.kind === 'parameter' && hasMark(next.value);
  return {
    checks,
    taken: { captured, why, missing: rule.captures.flatMap(({ name }) => why[name] ?? []), secret: [] },
    next: isMarked
      ? { kind: 'fault', words: 'the next page is not known: its place is a secret, which is cut out of a large answer' }
      : next,
  };
}

/** The same of an answer that was kept before a crash. What is secret of it is told before anything else is read, so that it is cut out of what a check saw. */
export async function readKept(
  engine: Judge,
  exchange: Exchange,
  rule: StepRule,
  remember: (captured: Captured) => void,
): Promise<StepReading> {
  const secret = rule.captures.filter(isSecretCapture);
  if (secret.length > 0) remember(await takeKept(engine, exchange, secret, rule.answer));
  return judgeAnswer(engine, exchange, rule);
}

/** Takes values out of an answer as it is kept, however large it is. */
export async function takeKept(
  engine: Judge,
  exchange: Exchange,
  captures: readonly Capture[],
  answer: StepRule['answer'],
): Promise<Captured> {
  return (await judgeAnswer(engine, exchange, { of: 'step', ...nothing, captures, answer, values: {} })).taken.captured;
}

const isOfBody = ({ from }: Capture): boolean => from === 'body' || from === 'jsonata';

const hasMark = (value: unknown): boolean => value !== undefined && asText(value).includes('[redacted');

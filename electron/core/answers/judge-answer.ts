import type { Exchange } from '../../../shared/contract/console.ts';
import { decodeText } from '../../../shared/domain/answers/charset.ts';
import { cutSeen } from '../../../shared/domain/flows/checks.ts';
import type { Engine } from '../engine.ts';
import { inlineBytes } from '../vault/body-keeper.ts';
import type { Judgement, Rule } from './judge-rule.ts';
import { keptBody } from './kept-body.ts';
import { withBody } from './open-body.ts';

export type Judge = Pick<Engine, 'db' | 'vault' | 'jobs' | 'secrets'>;

/** A JSON text of this size is read on a thread of its own within what a small computer has; above it V8 has no string for it. */
const mostJudgedBytes = 200_000_000;
const byMachine = { name: 'Quartermaster', via: 'evidence' } as const;
/** Of what a check saw, before secrets are cut out of it and it is shortened. */
const longestBefore = 64 * 1024;

/**
 * Holds an exchange’s answer against a rule, which has the text of the body as far as that is known. What was cut for the screen is read
 * whole from where it is kept: here when it is small, else on a thread of its own.
 */
export async function judgeAnswer<R extends Rule>(engine: Judge, exchange: Exchange, rule: R, signal?: AbortSignal): Promise<Judgement<R>> {
  // Late: what reads paths is needed by few starts.
  const { judgeByRule, readsBody, withText } = await import('./judge-rule.ts');
  const redact = (text: string): string => engine.secrets.redactor().text(text);
  if (exchange.answerBody?.isCut !== true || !readsBody(rule)) return judgeByRule(rule, { redact });
  const { source, reason, charset, row } = await keptBody(engine, { exchangeId: exchange.id, side: 'answer' });
  const without = async (why: string): Promise<Judgement<R>> => judgeByRule(withText(rule, null, why), { redact });
  if (source === null || row === null) return without(reason ?? 'the body is not kept');
  if (row.byteLength > mostJudgedBytes)
    return without(`the body is ${Math.round(row.byteLength / 1e6)} MB, and a check reads at most ${mostJudgedBytes / 1e6} MB`);
  if (row.byteLength <= inlineBytes)
    return withBody(source, (body) => judgeByRule(withText(rule, decodeText(charset, body.read(0, body.byteLength))), { redact }));
  try {
    const judged = await engine.jobs.start(
      'judge answer',
      { source, charset: charset.name, rule, longest: longestBefore },
      { title: `Check all of the answer of exchange ${exchange.number}`, actor: byMachine, signal, isResultKept: false },
    ).finished;
    return redacted(judged as Judgement<R>, redact);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    // A file that is gone, a thread without memory: the call is no less made, and the rest of it is judged.
    return without('the body could not be read');
  }
}

function redacted<J extends Judgement<Rule>>(judged: J, redact: (text: string) => string): J;
function redacted(judged: Judgement<Rule>, redact: (text: string) => string): Judgement<Rule> {
  if ('taken' in judged) return { ...judged, checks: redacted(judged.checks, redact) };
  if (!Array.isArray(judged)) return judged;
  return judged.map((one) => ({ ...one, words: redact(one.words), seen: cutSeen(redact(one.seen)) }));
}

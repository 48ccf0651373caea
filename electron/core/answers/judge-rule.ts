import { evaluateChecks } from '../../../shared/domain/flows/checks.ts';
import type { AnswerFacts } from '../../../shared/domain/flows/answer-facts.ts';
import { takeAll, type Taken } from '../../../shared/domain/flows/captures.ts';
import type { Capture, Check, PageLoop } from '../../../shared/domain/flows/flow-spec.ts';
import { nextPage, type NextPage, type PageScene } from '../../../shared/domain/flows/next-page.ts';
import type { CheckOutcome } from '../../../shared/domain/flows/check-words.ts';
import type { Values } from '../../../shared/domain/flows/values.ts';
import { checkAssertions, type Answer, type AssertionResult } from '../../../shared/domain/monitors/assertions.ts';
import type { Assertion } from '../../../shared/contract/monitors.ts';
import type { SentCheck } from '../../../shared/domain/runbooks/run-event.ts';
import type { Expectation } from '../../../shared/domain/runbooks/runbook.ts';
import { checkAnswer, type CheckedAnswer } from '../../../shared/domain/runbooks/step-checks.ts';

/** What an answer has to be: the checks of a request or a flow’s step, of a monitor, of a runbook’s step. */
export type Rule =
  | { readonly of: 'checks'; readonly checks: readonly Check[]; readonly answer: AnswerFacts; readonly values: Values }
  | {
      readonly of: 'step';
      readonly checks: readonly Check[];
      readonly captures: readonly Capture[];
      readonly loop: PageLoop;
      readonly scene: PageScene;
      readonly answer: AnswerFacts;
      readonly values: Values;
    }
  | { readonly of: 'assertions'; readonly assertions: readonly Assertion[]; readonly answer: Answer }
  | { readonly of: 'expectations'; readonly expectations: readonly Expectation[]; readonly answer: CheckedAnswer };

/** What a flow's step reads of an answer: its checks, what it captures, where the next page is. */
export interface StepReading {
  readonly checks: CheckOutcome[];
  readonly taken: Taken;
  readonly next: NextPage;
}

interface Judgements {
  readonly checks: CheckOutcome[];
  readonly step: StepReading;
  readonly assertions: AssertionResult;
  readonly expectations: SentCheck[];
}
/** What comes of a rule. */
export type Judgement<R extends Rule> = Judgements[R['of']];

/** How the text that a check saw is shortened: with secrets in it it is cut after they are gone. */
export interface Seen {
  readonly redact?: (text: string) => string;
  readonly longest?: number;
}

/** Whether a rule looks into the body; most that are about large answers do not. */
export function readsBody(rule: Rule): boolean {
  switch (rule.of) {
    case 'checks':
      return rule.checks.some(({ of }) => of === 'body');
    case 'step':
      return (
        rule.checks.some(({ of }) => of === 'body') ||
        rule.captures.some(({ from }) => from === 'body' || from === 'jsonata') ||
        rule.loop.kind === 'cursor' ||
        rule.loop.kind === 'offset'
      );
    case 'assertions':
      return rule.assertions.some(({ kind }) => kind === 'body_contains' || kind === 'json_equals');
    case 'expectations':
      return rule.expectations.some(({ kind }) => kind === 'contains' || kind === 'not contains' || kind === 'json');
  }
}

/** Holds an answer against a rule. */
export async function judgeByRule<R extends Rule>(rule: R, seen?: Seen): Promise<Judgement<R>>;
export async function judgeByRule(rule: Rule, { redact, longest }: Seen = {}): Promise<Judgements[Rule['of']]> {
  switch (rule.of) {
    case 'checks':
      return evaluateChecks(rule.checks, rule.answer, rule.values, redact, longest);
    case 'step': {
      const { answer } = rule;
      return {
        checks: evaluateChecks(rule.checks, answer, rule.values, redact, longest),
        taken: await takeAll(rule.captures, answer),
        next: nextPage(rule.loop, answer, rule.scene),
      };
    }
    case 'assertions':
      return checkAssertions(rule.assertions, rule.answer);
    case 'expectations':
      return checkAnswer(rule.expectations, rule.answer);
  }
}

/** The rule with the text of the body that it is about, or why that cannot be read. */
export function withText<R extends Rule>(rule: R, text: string | null, reason?: string): R;
export function withText(rule: Rule, text: string | null, reason?: string): Rule {
  switch (rule.of) {
    case 'checks':
    case 'step':
      return { ...rule, answer: { ...rule.answer, bodyText: text, ...(reason === undefined ? {} : { bodyReason: reason }) } };
    case 'assertions':
      return { ...rule, answer: { ...rule.answer, bodyText: text } };
    case 'expectations':
      return { ...rule, answer: { ...rule.answer, body: text } };
  }
}

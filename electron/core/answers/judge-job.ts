import { decodeText } from '../../../shared/domain/answers/charset.ts';
import '../end-long-work.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { judgeByRule, withText, type Judgement, type Rule } from './judge-rule.ts';
import { withBody, type BodySource } from './open-body.ts';

export interface JudgeInput {
  readonly source: BodySource;
  readonly charset: string;
  readonly rule: Rule;
  /** Letters of what a check saw: more than are shown, since secrets are still cut out of them. */
  readonly longest: number;
}

/** Holds a large kept answer against what it has to be. */
export const judgeJob = defineJob<JudgeInput, Judgement<Rule>>(({ source, charset, rule, longest }, { progress }) =>
  withBody(source, (body) => {
    progress(null, 'Reading the body');
    return judgeByRule(withText(rule, decodeText({ name: charset }, body.read(0, body.byteLength))), { longest });
  }),
);

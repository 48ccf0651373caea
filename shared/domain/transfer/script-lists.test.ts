import fc from 'fast-check';
import { chai, describe, expect, it } from 'vitest';
import type { AnswerFacts } from '../flows/answer-facts.ts';
import { evaluateChecks } from '../flows/checks.ts';
import { asCheck, importedCheckWords } from './flow-checks.ts';
import { readScript } from './read-script.ts';

type Want = typeof chai.expect;

/** An assertion as a script writes it, and the same as a function. */
const assertions: readonly (readonly [script: string, run: (x: never, want: Want) => unknown])[] = [
  ['pm.expect(x).to.be.an("array")', (x, want) => want(x).to.be.an('array')],
  ['pm.expect(Array.isArray(x)).to.be.true', (x, want) => want(Array.isArray(x)).to.be.true],
  ['pm.expect(x).to.be.an("array").that.is.not.empty', (x, want) => want(x).to.be.an('array').that.is.not.empty],
  ['pm.expect(x).to.be.an("array").and.to.have.lengthOf(2)', (x, want) => want(x).to.be.an('array').and.to.have.lengthOf(2)],
  ['pm.expect(x).to.be.empty', (x, want) => want(x).to.be.empty],
  ['pm.expect(x).to.not.be.empty', (x, want) => want(x).to.not.be.empty],
  ['pm.expect(x).to.have.length.above(1)', (x, want) => want(x).to.have.length.above(1)],
  ['pm.expect(x).to.have.lengthOf.at.most(2)', (x, want) => want(x).to.have.lengthOf.at.most(2)],
  ['pm.expect(x.length).to.be.within(1, 2)', (x, want) => want((x as string).length).to.be.within(1, 2)],
  ['pm.expect(x.length).to.not.eql(0)', (x, want) => want((x as string).length).to.not.eql(0)],
  ['pm.expect(x.length > 0).to.be.true', (x, want) => want((x as string).length > 0).to.be.true],
  ['pm.expect(x[1]).to.eql(1)', (x, want) => want(x[1]).to.eql(1)],
  ['pm.expect(x).to.include.keys("a", "b")', (x, want) => want(x).to.include.keys('a', 'b')],
  ['pm.expect(x).to.be.undefined', (x, want) => want(x).to.be.undefined],
];

const answerOf = (body: unknown): AnswerFacts => ({
  status: 200,
  headers: [],
  durationMs: 1,
  byteLength: 1,
  bodyText: JSON.stringify(body),
  fitsContract: null,
  contractWords: '',
});

const holds = (run: () => void): boolean => {
  try {
    run();
    return true;
  } catch {
    return false;
  }
};

describe('what a script says of lists and what is empty', () => {
  it('holds as checks exactly where it holds as a script, or stays a note', () => {
    const pieces = fc.oneof(
      fc.array(fc.constantFrom(1, 'a', null), { maxLength: 4 }),
      fc.constantFrom<unknown>(undefined, null, 0, 7, true, '', 'a', 'ab', {}, { a: 1 }, { a: null, b: 2, c: 3 }, [[]], {
        length: 2,
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...assertions), { minLength: 1, maxLength: 3 }), pieces, (chosen, x) => {
        const script = `const { x } = pm.response.json();\n${chosen.map(([text]) => text).join(';\n')}`;
        const { checks, others } = readScript(script);
        fc.pre(others === 0);
        const outcomes = evaluateChecks(
          checks.map((one) => asCheck(one)).filter((one) => one !== null),
          answerOf({ x }),
        );
        const isHeld = holds(() => chosen.forEach(([, run]) => run(x as never, chai.expect)));
        expect([outcomes.every((one) => one.isHeld), script]).toEqual([isHeld, script]);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['pm.expect(x).to.be.an("array"); pm.expect(x.length).to.be.above(0)', ['$.x[0] is there']],
    ['pm.expect(x.length).to.eql(2); pm.expect(x[0].id).to.eql(7)', ['$.x[1] is there', '$.x[2] is not there', '$.x[0].id is 7']],
    ['pm.expect(x).to.be.an("array").that.is.empty', ['$.x is “[]”']],
    ['pm.expect(x).to.have.keys("a")', []],
    ['pm.expect(x).to.contain.all.keys("a", "b c")', ['$.x.a is there', "$.x['b c'] is there"]],
    ['pm.expect(pm.response.text()).to.not.be.empty', ['body is not “”']],
    ['pm.expect(pm.response.json()).to.eql([])', ['$ is “[]”']],
    ['pm.expect(x).to.be.a("string"); pm.expect(x.length).to.be.above(0)', []],
  ])('%s', (script, words) => {
    expect(readScript(`const { x } = pm.response.json(); ${script}`).checks.map(importedCheckWords)).toEqual(words);
  });
});

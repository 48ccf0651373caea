import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillIn, missingFacts } from './fill-in.ts';
import { lintDocument, lintUse } from './lints.ts';
import { readRunbook } from './read-runbook.ts';
import { dangers, runbookKinds, severities, type Runbook, type Step } from './runbook.ts';
import { writeRunbook } from './write-runbook.ts';

/** Words as people write them: nothing that begins a bullet, a heading, a fence or an arrow. */
const words = fc
  .array(fc.stringMatching(/^[A-Za-zäöüé0-9€%,.()'?/]{1,9}$/), { minLength: 1, maxLength: 6 })
  .map((parts) => `W${parts.join(' ')}`.trim());
const wordsOrNull = fc.option(words, { nil: null });
const paragraphs = fc.array(words, { maxLength: 3 }).map((all) => all.join('\n\n'));
const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
const minutes = fc.option(fc.integer({ min: 1, max: 99_999 }), { nil: null });

const request = fc.record({
  name: fc.oneof(fc.constant(''), words),
  environment: wordsOrNull,
  values: fc.array(fc.record({ name, value: words }), { maxLength: 2 }),
  expectations: fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant('status' as const),
        statuses: fc.array(fc.constantFrom('200', '2xx', '404', '5xx'), { minLength: 1, maxLength: 2 }),
      }),
      fc.record({ kind: fc.constantFrom('contains' as const, 'not contains' as const), text: words }),
      fc.record({ kind: fc.constant('under' as const), ms: fc.integer({ min: 1, max: 900_000 }) }),
      fc.constant({ kind: 'contract' as const }),
      fc.record({
        kind: fc.constant('json' as const),
        path: fc.constantFrom('$.a', '$.a[0].b'),
        compare: fc.constantFrom('=' as const, '!=' as const, '<' as const, '>' as const),
        value: words,
      }),
      fc.record({
        kind: fc.constant('json' as const),
        path: fc.constant('$.a'),
        compare: fc.constant('exists' as const),
        value: fc.constant(''),
      }),
    ),
    { minLength: 1, maxLength: 3 },
  ),
});

const base = fc.record({
  title: words,
  text: paragraphs,
  expected: wordsOrNull,
  ifNot: wordsOrNull,
  danger: fc.constantFrom(...dangers),
  minutes,
  outOfHours: wordsOrNull,
  canSkip: fc.boolean(),
  byAnother: fc.boolean(),
});
const goTo = fc.constantFrom('next', 'end', '1');
const empty = { items: [], options: [], inputs: [], request: null, escalation: null, goOnAt: null, line: 0, number: 0 } as const;

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(base, fc.option(goTo, { nil: null })).map(([common, goOnAt]): Step => ({ ...empty, ...common, kind: 'instruction', goOnAt })),
  fc
    .tuple(base, fc.array(words, { minLength: 1, maxLength: 4 }))
    .map(([common, items]): Step => ({ ...empty, ...common, kind: 'checklist', items })),
  fc
    .tuple(
      base,
      fc.array(fc.record({ words, goTo, consequence: fc.oneof(fc.constant(''), words) }), { minLength: 2, maxLength: 3 }),
      fc.option(request, { nil: null }),
    )
    .map(([common, options, sent]): Step => ({ ...empty, ...common, kind: 'decision', options, request: sent })),
  fc
    .tuple(
      base,
      fc.uniqueArray(
        fc.record({
          name,
          type: fc.constantFrom('text' as const, 'number' as const, 'time' as const, 'yes/no' as const),
          isRequired: fc.boolean(),
          choices: fc.constant([]),
          label: words,
        }),
        { minLength: 1, maxLength: 3, selector: (one) => one.name },
      ),
    )
    .map(([common, inputs]): Step => ({ ...empty, ...common, kind: 'input', inputs })),
  fc
    .tuple(base, request, fc.constantFrom('request' as const, 'verify' as const))
    .map(([common, sent, kind]): Step => ({ ...empty, ...common, kind, request: sent })),
  fc
    .tuple(base, fc.record({ to: wordsOrNull, channel: wordsOrNull, afterMinutes: minutes, ticket: paragraphs }))
    .map(([common, escalation]): Step => ({ ...empty, ...common, kind: 'escalate', escalation })),
);

const runbook: fc.Arbitrary<Runbook> = fc
  .record({
    head: fc.record({
      name: words,
      kind: fc.constantFrom(...runbookKinds),
      purpose: fc.oneof(fc.constant(''), words),
      trigger: fc.array(words, { maxLength: 3 }),
      severity: fc.constantFrom(...severities),
      owner: wordsOrNull,
      deputy: wordsOrNull,
      minutes,
      reviewEveryDays: fc.integer({ min: 1, max: 9_999 }),
      apis: fc.array(words, { maxLength: 2 }),
      processes: fc.array(words, { maxLength: 2 }),
    }),
    intro: paragraphs,
    steps: fc.array(step, { minLength: 1, maxLength: 5 }),
  })
  .map((book) => ({ ...book, steps: book.steps.map((one, at) => ({ ...one, number: at + 1 })) }));

const withoutLines = (book: Runbook): Runbook => ({ ...book, steps: book.steps.map((one) => ({ ...one, line: 0 })) });

describe('a runbook as Markdown', () => {
  it('reads what it writes, whatever the steps are', () => {
    fc.assert(
      fc.property(runbook, (book) => {
        const read = readRunbook(writeRunbook(book));
        expect(read.problems).toEqual([]);
        expect(withoutLines(read.runbook)).toEqual(book);
      }),
      { numRuns: 300 },
    );
  });

  it('never fails on a text of any kind, and names a line that is there', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom('---', '## 1. A {decision}', '```request x', '```', '- [ ] a', '- a → 9', '- input x (odd): y', 'name: ['),
          ),
          { maxLength: 30 },
        ),
        (lines) => {
          const source = lines.join('\n');
          const count = source.split(/\r\n|\r|\n/).length;
          for (const problem of readRunbook(source).problems) {
            expect(problem.line).toBeGreaterThanOrEqual(1);
            expect(problem.line).toBeLessThanOrEqual(count + 1);
          }
        },
      ),
    );
  });

  it('keeps what it does not know as text of the step', () => {
    const source =
      '---\nname: A\n---\n\n## 1. Do it {instruction}\n\nA table:\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n### Not a step\n\n- a bullet: of its own\n\n```sh\n## not a step {decision}\n```\n\n## Nor this\n\n- expected: it works\n';
    const { runbook: read } = readRunbook(source);
    expect(read.steps).toHaveLength(1);
    expect(read.steps[0]?.text).toContain('| 1 | 2 |');
    expect(read.steps[0]?.text).toContain('- a bullet: of its own');
    expect(read.steps[0]?.text).toContain('## not a step {decision}');
    expect(read.steps[0]?.text).toContain('## Nor this');
    expect(read.steps[0]?.expected).toBe('it works');
  });

  it('says at which line something is wrong, and what to do', () => {
    const source =
      '---\nname: A\nseverity: huge\n---\n\n## 1. Which? {choice}\n\n## 2. Which? {decision}\n\n- Yes → 7: on\n- No → end\n\n## 3. Ask {verify}\n\n```request\nexpect miracles\n```\n';
    expect(readRunbook(source).problems.map(({ line, happened }) => [line, happened])).toEqual([
      [3, '“huge” is no severity.'],
      [6, '“choice” is no kind of step.'],
      [8, 'Step 2: “→ 7” leads to no step.'],
      [13, 'Step 3: it verifies nothing.'],
      [16, '“expect miracles” cannot be checked.'],
    ]);
  });

  it('fills {{places}} and leaves those that nobody knows in sight', () => {
    expect(fillIn('{{a}} {{b or none}} {{c}}', { a: '1' })).toBe('1 none {{c}}');
    expect(missingFacts('{{a}} {{b or none}} {{c}}', { a: '1' })).toEqual(['c']);
  });

  it('finds what makes it hard to follow, and what its use says', () => {
    const { runbook: read } = readRunbook(
      '---\nname: A\nowner: Gone\n---\n\n## 1. Look {instruction}\n\n## 2. Call {escalate}\n\n## 3. Send {request}\n\n```request No such\nexpect status 200\n```\n',
    );
    const found = lintDocument(read, { people: ['Ines'], hasRequest: () => false }).map(({ happened }) => happened);
    expect(found).toEqual([
      'Its owner “Gone” is not among the people here.',
      'It has no deputy.',
      'Step 1: it does not say what is expected.',
      'Step 2: nobody is named to call.',
      'Step 3: the request “No such” does not exist.',
    ]);
    const day = 86_400_000;
    const use = { now: 400 * day, lastExercisedAt: 200 * day, publishedAt: 10 * day, reviewedAt: 390 * day, runs: 4, deviatingRuns: 2 };
    expect(lintUse({ reviewEveryDays: 180 }, use).map(({ happened }) => happened)).toEqual([
      'It was last drilled 200 days ago.',
      '2 of 4 runs left what it says.',
    ]);
  });
});

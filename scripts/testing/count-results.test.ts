import { describe, expect, it } from 'vitest';
import { addUp, countPlaywright, countVitest, judgeSuite, lastLine, nothing, retriedWords } from './count-results.mjs';

const unit = (status: string, tests: readonly [string, string][]) => ({
  name: '/p/shared/domain/slo.test.ts',
  status,
  assertionResults: tests.map(([fullName, result]) => ({ fullName, status: result })),
});

describe('countVitest', () => {
  it('counts each test, and lists failed and skipped ones by name', () => {
    const report = {
      testResults: [
        unit('failed', [
          ['a', 'passed'],
          ['b', 'failed'],
          ['c', 'pending'],
          ['d', 'todo'],
        ]),
      ],
    };
    expect(countVitest(report)).toEqual({
      passed: 1,
      retried: [],
      failed: ['shared/domain/slo.test.ts: b'],
      skipped: ['shared/domain/slo.test.ts: c', 'shared/domain/slo.test.ts: d'],
    });
  });

  it('counts a file that could not be loaded, or whose clean-up failed, as a failure', () => {
    expect(countVitest({ testResults: [unit('failed', [])] }).failed).toHaveLength(1);
    expect(countVitest({ testResults: [unit('failed', [['a', 'passed']])] })).toMatchObject({ passed: 1, failed: [expect.any(String)] });
  });

  it('says of a file whose process ended why, in which test, and how many have no result', () => {
    const file = unit('failed', [
      ['a', 'passed'],
      ['b', 'pending'],
      ['c', 'pending'],
    ]);
    const crash = { reason: 'Worker exited unexpectedly with signal SIGSEGV', running: ['b'], lastLines: [] };
    expect(countVitest({ testResults: [file] }, { [file.name]: crash })).toEqual({
      passed: 1,
      retried: [],
      failed: ['shared/domain/slo.test.ts: Worker exited unexpectedly with signal SIGSEGV, in “b”; 2 tests have no result'],
      skipped: [],
    });
  });
});

describe('countPlaywright', () => {
  const spec = (title: string, status: string, results: readonly object[] = []) => ({
    title,
    file: 'shell.spec.ts',
    tests: [{ status, results }],
  });
  const attempts = [
    {
      status: 'failed',
      errors: [{ message: 'Error: \u001B[31mtoBeFocused\u001B[39m failed\n\nLocator: x\nExpected: focused\nReceived: inactive\nmore' }],
    },
    { status: 'passed', errors: [] },
  ];

  it('counts in nested suites, and names a test that passed only at the second attempt with what went wrong at first', () => {
    const report = {
      suites: [
        {
          title: 'shell.spec.ts',
          file: 'shell.spec.ts',
          specs: [spec('opens', 'expected')],
          suites: [
            {
              title: 'palette',
              file: 'shell.spec.ts',
              specs: [spec('finds', 'unexpected'), spec('flaps', 'flaky', attempts), spec('later', 'skipped')],
            },
          ],
        },
      ],
      errors: [],
    };
    const firstError = ['Error: toBeFocused failed', 'Locator: x', 'Expected: focused', 'Received: inactive'];
    expect(countPlaywright(report)).toEqual({
      passed: 2,
      retried: [{ name: 'shell.spec.ts: palette flaps', firstError }],
      failed: ['shell.spec.ts: palette finds'],
      skipped: ['shell.spec.ts: palette later'],
    });
  });

  it('counts an error outside of the tests', () => {
    expect(countPlaywright({ suites: [], errors: [{ message: 'SyntaxError\nat x' }] }).failed).toEqual(['outside of a test: SyntaxError']);
  });
});

describe('judgeSuite', () => {
  it('never lets a suite that did not run look like a success', () => {
    expect(judgeSuite('Unit tests', 1, null).failed).toEqual(['Unit tests: could not run']);
    expect(judgeSuite('Unit tests', 0, nothing()).failed).toEqual(['Unit tests: there were no tests']);
    expect(judgeSuite('Unit tests', 3, { ...nothing(), passed: 5 }).failed).toEqual(['Unit tests: ended with exit code 3']);
    expect(judgeSuite('Unit tests', 0, { ...nothing(), passed: 5 }).failed).toEqual([]);
    expect(judgeSuite('Unit tests', 1, { ...nothing(), failed: ['a'] }).failed).toEqual(['a']);
  });
});

describe('lastLine', () => {
  it('adds everything up', () => {
    const total = addUp([
      { ...nothing(), passed: 2, failed: ['a'] },
      { ...nothing(), passed: 3, skipped: ['b', 'c'] },
    ]);
    expect(lastLine(total)).toBe('5 passed, 1 failed, 2 skipped');
    expect(lastLine({ ...nothing(), passed: 1 })).toBe('1 passed, 0 failed');
  });

  it('counts apart what passed only at the second attempt, and says each of them', () => {
    const test = { name: 'shell.spec.ts: palette flaps', firstError: ['Error: it was away', 'Locator: x'] };
    const total = addUp([
      { ...nothing(), passed: 161 },
      { ...nothing(), passed: 1, retried: [test] },
    ]);
    expect(lastLine(total)).toBe('162 passed, 1 of them only at the second attempt, 0 failed');
    expect(retriedWords(test)).toBe('only at the second attempt: shell.spec.ts: palette flaps\n  Error: it was away\n  Locator: x');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerFacts } from './answer-facts.ts';
import { joinPages, takeCaptures } from './captures.ts';
import { checkFault, evaluateChecks } from './checks.ts';
import { checkWords } from './check-words.ts';
import { conditionFault, evaluateCondition } from './condition.ts';
import { flowStep, type Check, type FlowStep, type PageLoop } from './flow-spec.ts';
import { keyOf, nextPage } from './next-page.ts';
import { nextCall, stepsInEffect, type CallRecord } from './row-progress.ts';
import { endOfRun, noRows } from './run-state.ts';
import { holdsSecretMember, isSecretCapture } from './secret-capture.ts';
import { fillText, nameOfColumn, readRowRange, valuesOfRow } from './values.ts';

const answer = (parts: Partial<AnswerFacts> = {}): AnswerFacts => ({
  status: 200,
  headers: [['Content-Type', 'application/json']],
  bodyText: '{"id":7,"state":"open","tags":["a","b"],"amount":{"value":49.9},"none":null,"yes":true}',
  byteLength: 80,
  durationMs: 120.4,
  fitsContract: true,
  contractWords: '',
  ...parts,
});
const check = (parts: Partial<Check>): Check => ({ of: 'body', path: '', op: 'eq', value: '', ...parts });
const holds = (parts: Partial<Check>, facts = answer()): boolean => evaluateChecks([check(parts)], facts).every(({ isHeld }) => isHeld);

describe('checks', () => {
  it('cut a secret out of what they saw before it is shortened, and never show what stands at a secret place', () => {
    const token = `opaque-${'a1b2'.repeat(60)}`;
    const facts = answer({
      headers: [['X-Session-Token', token]],
      bodyText: JSON.stringify({ note: `given ${token}`, access_token: 'other-1234', amount: 5 }),
    });
    const redact = (text: string): string => text.replaceAll(token, '[redacted]');
    const seen = (parts: Partial<Check>): string => JSON.stringify(evaluateChecks([check(parts)], facts, { token }, redact));
    expect(seen({ path: '$.note', op: 'exists', value: 'true' })).toContain('given [redacted]');
    expect(seen({ path: '' })).not.toContain('opaque');
    expect(seen({ path: '$.note', value: '{{token}}' })).not.toContain('opaque');
    expect(seen({ of: 'header', path: 'x-session-token', op: 'exists', value: 'true' })).toContain('"isHeld":true,"seen":"[redacted]"');
    expect(seen({ path: '$.access_token', value: 'other-1234' })).toContain('"isHeld":true,"seen":"[redacted]"');
    expect(seen({ path: '$.amount', value: '5' })).toContain('"seen":"5"');
  });

  it('an object with a secret in it is as secret as that', () => {
    expect(holdsSecretMember({ list: [{ a: 1 }, { access_token: 'abc' }] })).toBe(true);
    expect(holdsSecretMember({ access_token: '', next_token: 'p2', id: 7 })).toBe(false);
    expect(holdsSecretMember('access_token')).toBe(false);
  });

  it.each<[Partial<Check>, boolean]>([
    [{ of: 'status', value: '200' }, true],
    [{ of: 'status', op: 'in', value: '200, 201' }, true],
    [{ of: 'status', op: 'lt', value: '200' }, false],
    [{ path: '$.state', value: 'open' }, true],
    [{ path: '$.state', op: 'ne', value: 'open' }, false],
    [{ path: '$.amount.value', op: 'gt', value: '49' }, true],
    [{ path: '$.amount.value', value: '49.90' }, true],
    [{ path: '$.state', op: 'gt', value: '1' }, false],
    [{ path: '$.tags', op: 'contains', value: 'b' }, true],
    [{ path: '$.tags[*]', op: 'contains', value: 'c' }, false],
    [{ path: '$.tags[*]', value: '["a","b"]' }, true],
    [{ path: '$.state', op: 'matches', value: '^o.*n$' }, true],
    [{ path: '$.state', op: 'matches', value: '(((' }, false],
    [{ path: '$.gone', op: 'exists' }, false],
    [{ path: '$.gone', op: 'exists', value: 'false' }, true],
    [{ path: '$.none', op: 'exists' }, true],
    [{ path: '$.none', value: 'null' }, true],
    [{ path: '$.yes', value: 'true' }, true],
    [{ path: '$..[?@.value > 40].value', value: '49.9' }, true],
    [{ path: '', op: 'contains', value: '"id":7' }, true],
    [{ of: 'header', path: 'content-type', op: 'contains', value: 'json' }, true],
    [{ of: 'header', path: 'X-Gone', op: 'exists' }, false],
    [{ of: 'duration', op: 'lt', value: '120' }, false],
    [{ of: 'size', op: 'gt', value: '79' }, true],
    [{ of: 'schema' }, true],
  ])('%j', (parts, expected) => {
    expect(holds(parts)).toBe(expected);
  });

  it('want a status below 400 unless one of them is about it', () => {
    expect(evaluateChecks([], answer({ status: 404 }))).toMatchObject([{ isHeld: false, seen: '404' }]);
    expect(holds({ of: 'status', value: '404' }, answer({ status: 404 }))).toBe(true);
    expect(evaluateChecks([], answer({ status: null }))).toMatchObject([{ words: 'an answer', isHeld: false }]);
  });

  it('say why a body could not be read', () => {
    expect(evaluateChecks([check({ path: '$.id' })], answer({ bodyText: '<html>' }))[0]?.seen).toBe('the body is no JSON');
    expect(evaluateChecks([check({ path: '$.id' })], answer({ bodyText: null }))[0]?.seen).toBe('no body');
    const reason = 'the body was purged on 3 Nov 2026';
    const purged = answer({ bodyText: null, bodyReason: reason, byteLength: null });
    expect(evaluateChecks([check({ path: '$.id' }), check({ of: 'size', op: 'lt', value: '9' })], purged)).toMatchObject([
      { isHeld: false, seen: reason },
      { isHeld: false, seen: reason },
    ]);
    expect(evaluateChecks([check({ of: 'schema' })], answer({ fitsContract: null, contractWords: 'no contract' }))[0]).toMatchObject({
      isHeld: false,
      seen: 'no contract',
    });
  });

  it('take values of the row, and are refused before the run when they cannot be read', () => {
    expect(evaluateChecks([check({ path: '$.state', value: '{{wanted}}' })], answer(), { wanted: 'open' })[0]?.isHeld).toBe(true);
    expect(checkFault(check({ path: '$[' }))).toContain('no JSONPath');
    expect(checkFault(check({ op: 'matches', value: '(' }))).toContain('no pattern');
    expect(checkFault(check({ path: '$.a' }))).toBeNull();
  });

  it('never throw, whatever a person wrote and a vendor answered', () => {
    fc.assert(
      fc.property(
        fc.record({
          of: fc.constantFrom('status', 'header', 'body', 'schema', 'duration', 'size'),
          op: fc.constantFrom('eq', 'ne', 'gt', 'lt', 'contains', 'matches', 'exists', 'in'),
          path: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('$.a', '$..a', '$[*]')),
          value: fc.string({ maxLength: 20 }),
        }) as fc.Arbitrary<Check>,
        fc.oneof(fc.json(), fc.string(), fc.constant(null)),
        fc.option(fc.integer({ min: 100, max: 599 }), { nil: null }),
        (one, bodyText, status) => {
          const outcomes = evaluateChecks([one], answer({ bodyText, status }));
          expect(outcomes.at(-1)?.words).toBe(checkWords(one));
          expect(outcomes.every(({ seen }) => seen.length <= 161)).toBe(true);
        },
      ),
    );
  });
});

describe('captures', () => {
  it('come from the body, a header or the status; a path that may give several gives their list', () => {
    const { captured, missing } = takeCaptures(
      [
        { name: 'id', from: 'body', path: '$.id', isSecret: false },
        { name: 'tags', from: 'body', path: '$.tags[*]', isSecret: false },
        { name: 'type', from: 'header', path: 'content-type', isSecret: false },
        { name: 'code', from: 'status', path: '', isSecret: false },
        { name: 'gone', from: 'body', path: '$.gone', isSecret: false },
      ],
      answer(),
    );
    expect(captured).toEqual({ id: 7, tags: ['a', 'b'], type: 'application/json', code: 200 });
    expect(missing).toEqual(['$.gone is not in the answer']);
  });

  it('are joined over pages', () => {
    expect(joinPages({ ids: [1, 2], last: 2, other: 'x' }, { ids: [3], last: 3 })).toEqual({ ids: [1, 2, 3], last: 3, other: 'x' });
  });

  it.each([
    ['accessToken', 'body', '$.access_token', true],
    ['session', 'header', 'Set-Cookie', true],
    ['anything', 'body', "$['client_secret']", true],
    ['pspReference', 'body', '$.pspReference', false],
    ['orderId', 'header', 'Location', false],
  ] as const)('%s from %s %s: secret %s', (name, from, path, expected) => {
    expect(isSecretCapture({ name, from, path, isSecret: false })).toBe(expected);
  });
});

describe('values', () => {
  it('fill what is known and leave the rest to the send', () => {
    expect(fillText('{{a}}-{{b}}-{{$uuid}}-\\{{a}}', { a: '1' })).toBe('1-{{b}}-{{$uuid}}-{{a}}');
    expect(valuesOfRow({ 'Order no': 'A-1', amount: 5, none: null, list: [1] }, 3)).toEqual({
      Order_no: 'A-1',
      amount: '5',
      none: '',
      list: '[1]',
      'row.number': '3',
    });
  });

  it('name every column so that it can be asked for', () => {
    fc.assert(
      fc.property(fc.string(), (column) => {
        const name = nameOfColumn(column);
        expect(fillText(`{{${name}}}`, { [name]: 'x' })).toBe('x');
      }),
    );
  });

  it('read a choice of rows, or say that it is none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 4 }),
        (ranges) => {
          const inRange = readRowRange(ranges.map(([from, more]) => `${from}-${from + more}`).join(', '));
          for (let row = 1; row <= 60; row += 1)
            expect(inRange?.(row)).toBe(ranges.some(([from, more]) => row >= from && row <= from + more));
        },
      ),
    );
    for (const wrong of ['x', '0', '3-1', '1,,2', '-3']) expect(readRowRange(wrong)).toBeNull();
  });
});

describe('a condition', () => {
  it('is CEL over captures and row, and what cannot be said is a fault', () => {
    expect(evaluateCondition('captures.state == "open" && double(row.amount) > 10.0', { state: 'open' }, { amount: '20' }).kind).toBe(
      'true',
    );
    expect(evaluateCondition('captures.gone == 1', {}, {})).toMatchObject({ kind: 'fault' });
    expect(evaluateCondition('1 + 1', {}, {})).toMatchObject({ kind: 'fault' });
    expect(evaluateCondition('', {}, {}).kind).toBe('true');
    expect(conditionFault('captures.')).not.toBeNull();
    expect(conditionFault('other == 1')).not.toBeNull();
    expect(conditionFault('captures.a == 1')).toBeNull();
  });
});

describe('pages', () => {
  /** A vendor with so many items, as a loop sees it. */
  const walk = (loop: PageLoop, pages: (at: number) => Partial<AnswerFacts>): { visited: number; end: string } => {
    const seen = new Set<string>();
    for (let page = 1; ; page += 1) {
      const next = nextPage(loop, answer(pages(page)), { page, url: 'https://api.example/items', seen });
      if (next.kind === 'end' || next.kind === 'fault') return { visited: page, end: next.kind };
      seen.add(keyOf(next));
    }
  };

  it('by offset and by number end at the first short page, after having had every item', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 95 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom<'items' | 'pages'>('items', 'pages'),
        (total, size, counts) => {
          const loop: PageLoop = {
            kind: 'offset',
            counts,
            path: '$.items',
            parameter: 'offset',
            size,
            maxPages: 200,
          };
          const had: number[] = [];
          const { visited, end } = walk(loop, (page) => {
            const items = Array.from({ length: Math.max(0, Math.min(size, total - (page - 1) * size)) }, (_, at) => (page - 1) * size + at);
            had.push(...items);
            return { bodyText: JSON.stringify({ items }) };
          });
          expect(end).toBe('end');
          expect(visited).toBe(Math.floor(total / size) + 1);
          expect(had).toEqual(Array.from({ length: total }, (_, at) => at));
        },
      ),
    );
  });

  it('by cursor and by link never go round in circles, and never beyond the most that was allowed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 10 }),
        fc.boolean(),
        (cursors, maxPages, isLink) => {
          const loop: PageLoop = isLink ? { kind: 'link', maxPages } : { kind: 'cursor', path: '$.next', parameter: 'cursor', maxPages };
          const { visited } = walk(loop, (page) => {
            const cursor = cursors[(page - 1) % cursors.length];
            return isLink ? { headers: [['Link', `</items?c=${cursor}>; rel="next"`]] } : { bodyText: JSON.stringify({ next: cursor }) };
          });
          expect(visited).toBeLessThanOrEqual(Math.min(maxPages, 8));
        },
      ),
    );
  });

  it('are not followed to another host', () => {
    const next = nextPage({ kind: 'link', maxPages: 5 }, answer({ headers: [['Link', '<https://evil.example/x>; rel=next']] }), {
      page: 1,
      url: 'https://api.example/items',
      seen: new Set(),
    });
    expect(next).toEqual({ kind: 'fault', words: 'the next page is on another host' });
  });
});

describe('the progress of a row', () => {
  const step = (id: string, onFailure: FlowStep['onFailure'], isUndoable: boolean): FlowStep =>
    flowStep.parse({ id, name: id, onFailure, compensation: isUndoable ? { id: `undo-${id}`, name: `undo ${id}` } : null });
  const steps = fc
    .array(fc.tuple(fc.constantFrom<FlowStep['onFailure']>('stop', 'go on'), fc.boolean()), { minLength: 1, maxLength: 6 })
    .map((all) => all.map(([onFailure, isUndoable], at) => step(String(at), onFailure, isUndoable)));
  type Fate = { state: 'done' | 'failed' | 'unknown' | 'skipped'; tookEffect: boolean; pages: number };
  const fates = fc.array(
    fc.record({
      state: fc.constantFrom<Fate['state']>('done', 'done', 'done', 'failed', 'unknown', 'skipped'),
      tookEffect: fc.boolean(),
      pages: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 12, maxLength: 12 },
  );

  /** Plays a row to its end; with `cutAt`, what it does is asked anew from the records, as a run that is gone on with does. */
  const play = (all: readonly FlowStep[], fate: readonly Fate[]): { records: CallRecord[]; end: string } => {
    const records: CallRecord[] = [];
    for (;;) {
      const next = nextCall(all, records);
      if (next.kind === 'end') return { records, end: next.state };
      const isCompensation = next.kind === 'compensate';
      const { state, tookEffect, pages } = fate[(Number(next.step.id) + (isCompensation ? 6 : 0)) % 12]!;
      const page = next.kind === 'send' ? next.page : 1;
      records.push({
        stepId: next.step.id,
        isCompensation,
        page,
        state: isCompensation && state === 'skipped' ? 'done' : state,
        tookEffect: state === 'done' && tookEffect,
        hasMore: !isCompensation && state === 'done' && page < pages,
      });
      expect(records.length).toBeLessThan(60);
    }
  };

  it('ends, sends no page twice, and undoes in the reverse order of the effects', () => {
    fc.assert(
      fc.property(steps, fates, (all, fate) => {
        const { records } = play(all, fate);
        const keys = records.map((one) => `${one.stepId} ${one.isCompensation} ${one.page}`);
        expect(new Set(keys).size).toBe(keys.length);
        const undone = records.filter(({ isCompensation }) => isCompensation).map(({ stepId }) => Number(stepId));
        expect(undone).toEqual(undone.toSorted((a, b) => b - a));
        const effects = new Set(stepsInEffect(records, false));
        expect(undone.every((id) => effects.has(String(id)))).toBe(true);
      }),
    );
  });

  it('calls partial what stands, failed what left nothing, and unknown what nobody knows', () => {
    fc.assert(
      fc.property(steps, fates, (all, fate) => {
        const { records, end } = play(all, fate);
        const isUnknown = records.some(({ state }) => state === 'unknown');
        const hasFailed = records.some(({ state }) => state === 'failed');
        const stands = stepsInEffect(records, true).length > 0;
        expect(end).toBe(isUnknown ? 'unknown' : !hasFailed ? 'done' : stands ? 'partial' : 'failed');
        if (isUnknown) expect(records.at(-1)?.state).toBe('unknown');
      }),
    );
  });

  it('never sends after an intent without an outcome, wherever it was cut off', () => {
    fc.assert(
      fc.property(steps, fates, fc.nat(), (all, fate, cut) => {
        const { records } = play(all, fate);
        const before = records.slice(0, cut % records.length);
        const cutOff: CallRecord = { ...records[before.length]!, state: 'sending', tookEffect: false, hasMore: false };
        expect(nextCall(all, [...before, cutOff])).toEqual({ kind: 'end', state: 'unknown' });
        // What did not leave is made again, and the row comes to the same end.
        const again = nextCall(all, [...before, { ...cutOff, state: 'not_sent' }]);
        expect(again.kind).not.toBe('end');
        if (again.kind !== 'end') expect(again.step.id).toBe(cutOff.stepId);
      }),
    );
  });
});

describe('a run', () => {
  it('is done only when every row is', () => {
    fc.assert(
      fc.property(
        fc.record({
          waiting: fc.nat(3),
          running: fc.nat(2),
          done: fc.nat(5),
          failed: fc.nat(3),
          partial: fc.nat(2),
          unknown: fc.nat(2),
          closed: fc.nat(2),
        }),
        (counts) => {
          const end = endOfRun(counts, true);
          const total = Object.values(counts).reduce((sum, one) => sum + one, 0);
          expect(end === 'done').toBe(counts.done === total);
          if (counts.unknown > 0) expect(end).toBe('unknown');
          else if (counts.waiting + counts.running > 0) expect(end).toBe('stopped');
        },
      ),
    );
    expect(endOfRun({ ...noRows, waiting: 3 }, false)).toBe('failed');
  });
});

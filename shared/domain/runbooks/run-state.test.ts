import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFault } from '../../contract/errors.ts';
import { readRunbook } from './read-runbook.ts';
import type { RunEvent, RunEventData } from './run-event.ts';
import { applyEvent, isEnded, percentDone, replay, startRunState, stepsDone, type RunState } from './run-state.ts';
import type { Runbook } from './runbook.ts';
import { checkAnswer, valueAt } from './step-checks.ts';
import { stepWays } from './step-ways.ts';

const source = `---
name: Mixed
---

## 1. Look {instruction}

## 2. Which? {decision}

- Them → 4: skip it
- Us → 3: ask
- Again → 1: look again

## 3. Write {input}

- input ticket (text, required): Number
- input count (number): Count

## 4. Tick {checklist}

- [ ] one
- [ ] two

## 5. Verify {verify}

\`\`\`request A: GET /a
expect status 200
\`\`\`

## 6. Call {escalate}

- to: Ines
- by: another person

## 7. Never skipped {instruction}

- skip: never
`;
const { runbook, problems } = readRunbook(source);
const minute = 60_000;

/** Acts of any kind at any step, sensible or not: what is refused must change nothing. */
const act: fc.Arbitrary<(state: RunState) => RunEventData> = fc.oneof(
  fc.constant((state: RunState): RunEventData => ({ kind: 'done', step: state.current ?? 1, differs: null })),
  fc.integer({ min: 0, max: 3 }).map((option) => (state: RunState): RunEventData => ({
    kind: 'answered',
    step: state.current ?? 1,
    option,
  })),
  fc.integer({ min: 0, max: 2 }).map((item) => (state: RunState): RunEventData => ({
    kind: 'ticked',
    step: state.current ?? 1,
    item,
    isTicked: true,
  })),
  fc.constantFrom('', 'T-1').map((ticket) => (state: RunState): RunEventData => ({
    kind: 'filled',
    step: state.current ?? 1,
    values: { ticket },
  })),
  fc.boolean().map((isHeld) => (state: RunState): RunEventData => ({
    kind: 'sent',
    step: state.current ?? 1,
    exchangeId: 'x',
    words: 'sent',
    checks: [{ words: 'status 200', isHeld, seen: isHeld ? '200' : '500' }],
  })),
  fc.constant((state: RunState): RunEventData => ({ kind: 'escalated', step: state.current ?? 1, to: 'Ines', channel: '', text: '' })),
  fc.constantFrom('', 'no time').map((reason) => (state: RunState): RunEventData => ({
    kind: 'skipped',
    step: state.current ?? 1,
    reason,
  })),
  fc.constant((state: RunState): RunEventData => {
    const before = state.visits.findLast((visit) => visit.leftAt !== null && visit.end !== 'went back' && visit.step !== state.current);
    return { kind: 'went back', step: before?.step ?? 1 };
  }),
  fc
    .constantFrom<RunEventData>(
      { kind: 'noted', step: 1, text: 'n' },
      { kind: 'paused', waitingFor: 'them' },
      { kind: 'resumed' },
      { kind: 'handed over', to: 'Maya', note: '' },
      { kind: 'done', step: 99, differs: null },
    )
    .map((data) => () => data),
  fc.constant((): RunEventData => ({ kind: 'finished', isSolved: true, outcome: 'ok' })),
);

interface Played {
  readonly states: readonly RunState[];
  readonly events: readonly RunEvent[];
}

function play(
  book: Runbook,
  acts: readonly { readonly data: (state: RunState) => RunEventData; readonly gap: number; readonly actor: string }[],
): Played {
  let at = 1_000;
  const start: RunEvent = { at, actor: 'Deniz', kind: 'started', reason: '', isDrill: false };
  const events: RunEvent[] = [start];
  const states: RunState[] = [startRunState(book, start)];
  for (const { data, gap, actor } of acts) {
    const before = states.at(-1) as RunState;
    at += gap;
    const event = { at, actor, ...data(before) } as RunEvent;
    try {
      states.push(applyEvent(book, before, event));
      events.push(event);
    } catch (error) {
      if (!isFault(error)) throw error;
    }
  }
  return { states, events };
}

const acts = fc.array(fc.record({ data: act, gap: fc.integer({ min: 0, max: 40 * minute }), actor: fc.constantFrom('Deniz', 'Ines') }), {
  maxLength: 60,
});

describe('the state of a run', () => {
  it('is read from a document without a problem', () => expect(problems).toEqual([]));

  it('is what its events make of it, whenever they are read again', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const { states, events } = play(runbook, all);
        expect(replay(runbook, events)).toEqual(states.at(-1));
      }),
    );
  });

  it('comes to no step twice without a record of the visit before', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const { states } = play(runbook, all);
        const last = states.at(-1) as RunState;
        for (const visit of last.visits.slice(0, -1)) {
          expect(visit.end).not.toBeNull();
          expect(visit.by).not.toBeNull();
          expect(visit.leftAt).not.toBeNull();
        }
        const open = last.visits.filter((visit) => visit.end === null);
        expect(open.map((visit) => visit.step)).toEqual(last.current === null ? [] : [last.current]);
      }),
    );
  });

  it('never falls behind: progress and steps done only grow', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const { states } = play(runbook, all);
        states.reduce((before, after) => {
          expect(percentDone(after)).toBeGreaterThanOrEqual(percentDone(before));
          expect(stepsDone(after)).toBeGreaterThanOrEqual(stepsDone(before));
          expect(after.activeMs).toBeGreaterThanOrEqual(before.activeMs);
          return after;
        });
      }),
    );
  });

  it('is active no longer than it lasts, and not at all while it is paused', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const { states } = play(runbook, all);
        const last = states.at(-1) as RunState;
        expect(last.activeMs).toBeLessThanOrEqual(last.lastEventAt - last.startedAt);
      }),
    );
    const { states } = play(runbook, [
      { data: () => ({ kind: 'paused', waitingFor: '' }), gap: 5 * minute, actor: 'Deniz' },
      { data: () => ({ kind: 'resumed' }), gap: 600 * minute, actor: 'Deniz' },
      { data: () => ({ kind: 'noted', step: 1, text: 'n' }), gap: 60 * minute, actor: 'Deniz' },
    ]);
    expect(states.at(-1)?.activeMs).toBe(20 * minute);
  });

  it('ends as solved only when no step is left, and then takes nothing more', () => {
    fc.assert(
      fc.property(acts, (all) => {
        for (const state of play(runbook, all).states) if (state.status === 'done') expect(state.current).toBeNull();
        const ended = play(runbook, all).states.at(-1) as RunState;
        if (isEnded(ended.status))
          expect(() => applyEvent(runbook, ended, { at: 9e12, actor: 'Ines', kind: 'resumed' })).toThrow('has ended');
      }),
    );
  });

  it('does not let the same person do what is for another, nor skip what may not be', () => {
    const steps: RunEventData[] = [
      { kind: 'done', step: 1, differs: null },
      { kind: 'answered', step: 2, option: 0 },
      { kind: 'skipped', step: 4, reason: 'x' },
      { kind: 'skipped', step: 5, reason: 'x' },
    ];
    const played = play(
      runbook,
      steps.map((data) => ({ data: () => data, gap: 1, actor: 'Deniz' })),
    );
    const state = played.states.at(-1) as RunState;
    const call: RunEventData = { kind: 'escalated', step: 6, to: 'PayPal', channel: '', text: '' };
    expect(() => applyEvent(runbook, state, { at: 2_000, actor: 'Deniz', ...call })).toThrow('somebody other than Deniz');
    const next = applyEvent(runbook, state, { at: 2_000, actor: 'Ines', ...call });
    expect(() => applyEvent(runbook, next, { at: 3_000, actor: 'Ines', kind: 'skipped', step: 7, reason: 'x' })).toThrow(
      'cannot be skipped',
    );
  });

  it('tells what is surely ahead from what only an answer opens', () => {
    const played = play(runbook, [{ data: () => ({ kind: 'done', step: 1, differs: null }), gap: 1, actor: 'Deniz' }]);
    expect(stepWays(runbook, played.states.at(-1) as RunState)).toEqual(['open', 'open', 'branch', 'open', 'open', 'open', 'open']);
  });
});

describe('what is expected of an answer', () => {
  const answer = { status: 201, durationMs: 1_204, body: '{"status":"COMPLETED","items":[{"id":7}]}', fitsContract: null, failure: null };

  it('is checked one by one, with what was seen', () => {
    const checks = checkAnswer(
      [
        { kind: 'status', statuses: ['2xx'] },
        { kind: 'contains', text: 'PENDING' },
        { kind: 'under', ms: 5_000 },
        { kind: 'json', path: '$.items[0].id', compare: '>', value: '6' },
        { kind: 'json', path: '$.gone', compare: 'exists', value: '' },
        { kind: 'contract' },
      ],
      answer,
    );
    expect(checks.map(({ isHeld, seen }) => [isHeld, seen])).toEqual([
      [true, '201'],
      [false, 'absent'],
      [true, '1.2 s'],
      [true, '7'],
      [false, 'absent'],
      [false, 'not checked'],
    ]);
  });

  it('holds nothing when no answer came, the absence of a text included', () => {
    const none = { ...answer, status: null, body: null, failure: 'The line is down.' };
    expect(checkAnswer([{ kind: 'not contains', text: 'x' }], none)).toEqual([
      { words: 'not contains x', isHeld: false, seen: 'The line is down.' },
    ]);
    expect(checkAnswer([], answer)[0]).toMatchObject({ isHeld: true });
  });

  it('finds no value through a prototype', () => {
    expect(valueAt({}, '$.constructor')).toBeUndefined();
    expect(valueAt([1], '$[0]')).toBe(1);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { emptyFlow, flowStep, type FlowSpec } from '../../../shared/domain/flows/flow-spec.ts';
import { withMoved, withoutStep, withStep } from './change-steps.ts';
import { createSpecEdits, type EditSpec } from './spec-edits.ts';

const step = (id: string, name = id) => flowStep.parse({ id, name });
const began = (id: string) => ({ step: step(id), baseSha256: hashOf(spec) });
const hashOf = (of: FlowSpec): string => JSON.stringify(of);
const order = (): string => spec.steps.map(({ name }) => name).join('');
const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

/** What the core keeps, which takes its time and refuses a stale base as the core does. */
let spec: FlowSpec;
let updates: number;
let editSpec: EditSpec;

beforeEach(() => {
  spec = { ...emptyFlow, steps: [step('a'), step('b'), step('c'), step('d')] };
  updates = 0;
  editSpec = createSpecEdits({
    show: async () => {
      await pause();
      const shown = { spec, specSha256: hashOf(spec) };
      await pause();
      return shown;
    },
    update: async (input) => {
      await pause();
      updates += 1;
      if (input.baseSha256 !== hashOf(spec)) throw new Error('stale');
      spec = input.spec;
    },
  });
});

describe('edits of a flow', () => {
  it('lose none of two quick moves, and go in the order in which they were asked for', async () => {
    const moves = [1, 2, 3].map(() => editSpec('flow', (now) => withMoved(now, 'steps', 'a', 1)));
    const other = editSpec('flow', (now) => withMoved(now, 'steps', 'd', -1));
    expect(await Promise.all([...moves, other])).toEqual([true, true, true, true]);
    expect(order()).toBe('bdca');
  });

  it('are put upon what another window did', async () => {
    const moved = editSpec('flow', (now) => withMoved(now, 'steps', 'a', 1));
    spec = withStep(spec, 'steps', step('e'));
    await moved;
    expect(order()).toBe('bacde');
  });

  it('send nothing where there is nothing to change', async () => {
    expect(await editSpec('flow', (now) => withMoved(now, 'steps', 'a', -1))).toBe(false);
    expect(await editSpec('flow', (now) => withMoved(now, 'steps', 'gone', 1))).toBe(false);
    expect(updates).toBe(0);
    expect(order()).toBe('abcd');
  });

  it('keep a step that was edited while others were moved', async () => {
    const from = began('b');
    await editSpec('flow', (now) => withMoved(now, 'steps', 'a', 1));
    await editSpec('flow', (now) => withStep(now, 'steps', step('b', 'B')), from);
    expect(order()).toBe('Bacd');
  });

  it('are refused when the step is another by now, or gone; the next one goes on', async () => {
    const from = began('b');
    spec = withStep(spec, 'steps', step('b', 'theirs'));
    await expect(editSpec('flow', (now) => withStep(now, 'steps', step('b', 'mine')), from)).rejects.toThrow('stale');
    await expect(editSpec('flow', (now) => withoutStep(now, 'steps', 'b'), from)).rejects.toThrow('stale');
    spec = withoutStep(spec, 'steps', 'b');
    const refused = editSpec('flow', (now) => withStep(now, 'steps', step('b', 'mine')), from);
    const next = editSpec('flow', (now) => withMoved(now, 'steps', 'a', 1));
    await expect(refused).rejects.toThrow('stale');
    expect(await next).toBe(true);
    expect(order()).toBe('cad');
  });
});

import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import type { PeekedRows } from '../../../shared/contract/flows.ts';
import { emptyFlow, type FlowSpec } from '../../../shared/domain/flows/flow-spec.ts';
import {
  chooseFile,
  givenValues,
  namesToType,
  peekOptions,
  readReadiness,
  shownValues,
  withoutFile,
  type ChosenFile,
} from './run-choice.ts';

const answered = () => new Promise((resolve) => setTimeout(resolve, 5));
const peekedRows = (rows: number, more: Partial<PeekedRows> = {}): PeekedRows => ({
  fileName: 'orders.csv',
  rows,
  columns: [],
  unreadable: 0,
  missing: [],
  dry: [],
  ...more,
});
/** Of the same name, size and time. */
const file = (): File => new File(['order\n1\n'], 'orders.csv', { lastModified: 1 });

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** The page's choice, with files that are read when the test says so. */
function choose() {
  const queries = new QueryClient({ defaultOptions: { queries: { networkMode: 'always', staleTime: Infinity } } });
  const reading: ((rows: PeekedRows | Error) => void)[] = [];
  const optionsOf = (chosen: ChosenFile, spec: FlowSpec) =>
    peekOptions(
      { id: 'flow', spec, calls: [], steps: 1 },
      chosen,
      () =>
        new Promise((resolve, reject) => {
          reading.push((rows) => (rows instanceof Error ? reject(rows) : resolve(rows)));
        }),
    );
  let chosen = withoutFile;
  const observer = new QueryObserver(queries, optionsOf(chosen, emptyFlow));
  closers.push(observer.subscribe(() => undefined));
  return {
    set: (next: File | null, spec = emptyFlow) => {
      chosen = chooseFile(next);
      observer.setOptions(optionsOf(chosen, spec));
    },
    edit: (spec: FlowSpec) => observer.setOptions(optionsOf(chosen, spec)),
    /** The file that was asked for last has been read. */
    read: async (rows: PeekedRows | Error) => {
      reading.pop()?.(rows);
      await answered();
    },
    now: (rows = '') => readReadiness(chosen, rows, observer.getCurrentResult()),
  };
}

describe('what is typed for a run', () => {
  const flow = { asksFor: ['order', 'payment'] };

  it('is every name without a file, and with one those that it has no column for', () => {
    expect(namesToType(flow, withoutFile, undefined)).toEqual(['order', 'payment']);
    expect(namesToType(flow, chooseFile(file()), undefined)).toEqual([]);
    const peeked = peekedRows(2, { columns: [{ column: 'Order', name: 'order' }] });
    expect(namesToType(flow, chooseFile(file()), peeked)).toEqual(['payment']);
    // Still asked for when it was typed and is missing no more.
    expect(namesToType(flow, chooseFile(file()), { ...peeked, missing: [] })).toEqual(['payment']);
  });

  it('shows no secret to whoever looks at what would be sent', () => {
    expect(shownValues({ order: 'A-1', api_key: 'hunter2' })).toEqual({ order: 'A-1', api_key: '[not shown]' });
  });

  it('gives what is not empty, and nothing that a file came to have since', () => {
    expect(givenValues(['order', 'payment'], { order: 'A-1', payment: '' })).toEqual({ order: 'A-1' });
    expect(givenValues(['payment'], { order: 'A-1', payment: '88' })).toEqual({ payment: '88' });
  });
});

describe('what a flow is run with', () => {
  it('is closed while a file is read, and counts no rows of the file before it', async () => {
    const choice = choose();
    choice.set(file());
    expect(choice.now()).toEqual({ isReading: true, rowCount: 0, isRangeWrong: false, isBlocked: true });
    await choice.read(peekedRows(2));
    expect(choice.now()).toEqual({ isReading: false, rowCount: 2, isRangeWrong: false, isBlocked: false });
    choice.set(file());
    expect(choice.now()).toEqual({ isReading: true, rowCount: 0, isRangeWrong: false, isBlocked: true });
    await choice.read(peekedRows(500));
    expect(choice.now()).toMatchObject({ isReading: false, rowCount: 500, isBlocked: false });
  });

  it('is closed, with the count of the same file, while it is read again for another flow', async () => {
    const choice = choose();
    choice.set(file());
    await choice.read(peekedRows(2));
    choice.edit({ ...emptyFlow, environments: { api: 'live' } });
    expect(choice.now()).toMatchObject({ isReading: true, rowCount: 2, isBlocked: true });
    await choice.read(peekedRows(2, { missing: ['order'] }));
    expect(choice.now()).toMatchObject({ isReading: false, rowCount: 2, isBlocked: true });
  });

  it('is one round without a file, whatever the file before it had', async () => {
    const choice = choose();
    await choice.read(peekedRows(1));
    choice.set(file());
    await choice.read(peekedRows(9, { missing: ['order'] }));
    choice.set(null);
    expect(choice.now()).toEqual({ isReading: false, rowCount: 1, isRangeWrong: false, isBlocked: false });
  });

  it('stays closed when the file cannot be read, and for rows that it does not have', async () => {
    const choice = choose();
    choice.set(file());
    await choice.read(peekedRows(3));
    expect(choice.now('2-9')).toMatchObject({ rowCount: 2, isBlocked: false });
    expect(choice.now('7')).toMatchObject({ rowCount: 0, isRangeWrong: true, isBlocked: true });
    expect(choice.now('x')).toMatchObject({ isRangeWrong: true, isBlocked: true });
    choice.set(file());
    await choice.read(new Error('gone'));
    expect(choice.now()).toMatchObject({ isReading: false, rowCount: 0, isBlocked: true });
  });
});

import { Fault } from '../../../shared/contract/errors.ts';
import { expectationOf, type GoldenExpectation } from '../../../shared/domain/mappings/golden-sample.ts';
import type { SourceRow } from '../../../shared/domain/mappings/mapping-spec.ts';
import { pickGoldens } from '../../../shared/domain/mappings/pick-goldens.ts';
import { leavesOf } from '../../../shared/domain/mappings/source-path.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import { readState, type MappingState } from './detail.ts';
import { getMapping } from './store.ts';

const nextNumber = (changes: Changes, mappingId: string): number =>
  (changes.get<{ n: number | null }>('SELECT max(number) AS n FROM golden_samples WHERE mapping_id = ?', mappingId)?.n ?? 0) + 1;

interface NewGolden {
  readonly input: SourceRow;
  readonly expected: GoldenExpectation;
  readonly reasons: readonly string[];
  readonly note: string;
}

function insertGolden(engine: Engine, changes: Changes, state: MappingState, golden: NewGolden): string {
  const id = engine.clock.newId();
  const number = nextNumber(changes, state.mapping.id);
  const personal = new Set(state.facts?.fields.filter(({ isPersonal }) => isPersonal).map(({ path }) => path));
  const isPersonal = [...leavesOf(golden.input, 1)].some(([path, value]) => personal.has(path) && value !== null && value !== '');
  changes.insert(
    'goldenSample',
    {
      id,
      mapping_id: state.mapping.id,
      number,
      reasons: JSON.stringify(golden.reasons),
      input: JSON.stringify(golden.input),
      expected: JSON.stringify(golden.expected),
      is_personal: isPersonal ? 1 : 0,
      note: golden.note,
      created_at: engine.clock.now(),
    },
    `${state.mapping.name}: golden sample ${number} added`,
  );
  return id;
}

/** Keeps real rows that between them show every value and extreme; what the mapping gives now becomes what it must give. */
export function pickGoldenSamples(engine: Engine, actor: Actor, mappingId: string): { added: number } {
  const state = readState(engine.db, mappingId);
  const { compiled, facts, goldens, looked } = state;
  if (!compiled) throw new Fault('bad_input', { happened: 'The draft cannot be compiled.', remedy: 'Mend its rules first.' });
  if (!facts)
    throw new Fault('bad_input', { happened: 'The mapping has no sample to pick from.', remedy: 'Choose a file as its sample first.' });
  const kept = new Set(goldens.map(({ input }) => JSON.stringify(input)));
  const picked = pickGoldens(looked.spec, facts.fields, facts.rows).flatMap(({ row, reasons }) => {
    const input = facts.rows[row];
    return input === undefined || kept.has(JSON.stringify(input)) ? [] : [{ input, reasons }];
  });
  if (picked.length === 0) return { added: 0 };
  engine.commands.run(actor, (changes) => {
    for (const { input, reasons } of picked)
      insertGolden(engine, changes, state, { input, expected: expectationOf(compiled, input), reasons, note: '' });
  });
  return { added: picked.length };
}

export function addGolden(
  engine: Engine,
  actor: Actor,
  input: { id: string; row?: number | undefined; input?: SourceRow | undefined; expected?: GoldenExpectation | undefined; note: string },
): { id: string } {
  const state = readState(engine.db, input.id);
  const row = input.input ?? (input.row === undefined ? undefined : state.facts?.rows[input.row]);
  if (!row) throw new Fault('bad_input', { happened: 'There is no such row in the sample.', remedy: 'Choose a row, or give the input.' });
  const expected = input.expected ?? (state.compiled ? expectationOf(state.compiled, row) : null);
  if (!expected)
    throw new Fault('bad_input', { happened: 'The draft cannot be compiled.', remedy: 'Say what must come out, or mend the rules.' });
  return {
    id: engine.commands.run(actor, (changes) =>
      insertGolden(engine, changes, state, { input: row, expected, reasons: ['chosen by hand'], note: input.note }),
    ),
  };
}

function goldenOf(changes: Changes, id: string): { mappingId: string; number: number; name: string } {
  const row = changes.get<{ mappingId: string; number: number }>(
    'SELECT mapping_id AS mappingId, number FROM golden_samples WHERE id = ?',
    id,
  );
  if (!row) throw new Fault('not_found', { happened: 'The golden sample is gone.', remedy: 'Reload the page.' });
  return { ...row, name: getMapping(changes, row.mappingId).name };
}

/** A person says what must come out of a sample. */
export function setExpected(
  { commands }: Engine,
  actor: Actor,
  input: { id: string; expected: GoldenExpectation; note?: string | undefined },
): void {
  commands.run(actor, (changes) => {
    const { name, number } = goldenOf(changes, input.id);
    const patch = { expected: JSON.stringify(input.expected), ...(input.note === undefined ? {} : { note: input.note }) };
    changes.update('goldenSample', input.id, patch, `${name}: what golden sample ${number} must give was changed`);
  });
}

export function removeGolden({ commands }: Engine, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const { name, number } = goldenOf(changes, id);
    changes.remove('goldenSample', id, `${name}: golden sample ${number} removed`);
  });
}

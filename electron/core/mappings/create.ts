import { isAbsolute } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Sample, SampleField } from '../../../shared/contract/mappings.ts';
import type { DestinationField, MappingSpec, SourceField } from '../../../shared/domain/mappings/mapping-spec.ts';
import { suggestRules } from '../../../shared/domain/mappings/suggest-rules.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import type { RowFile } from '../files/read-rows.ts';
import { nameOf } from '../files/file-chunks.ts';
import { insertDraft, writeDraft } from './draft.ts';
import { sampleFacts, type SampleFacts } from './sample-facts.ts';
import { getMapping, goldensOf } from './store.ts';

export type InputFile = { readonly file: File } | { readonly path: string };

/** A file of the window comes as its bytes; a path may only come from a terminal of this machine. */
export async function rowFileOf(input: InputFile, actor: Actor): Promise<RowFile> {
  if ('file' in input) return { bytes: new Uint8Array(await input.file.arrayBuffer()), fileName: input.file.name };
  if (actor.via !== 'terminal' || !isAbsolute(input.path))
    throw new Fault('not_allowed', {
      happened: 'A file is read by its place for the terminal only.',
      remedy: 'Choose the file in the window.',
    });
  return { path: input.path };
}

/** Reads a sample on a worker and keeps its first rows in the workspace. */
export async function readSample(
  engine: Engine,
  actor: Actor,
  input: InputFile,
  signal?: AbortSignal,
): Promise<{ sample: Sample; fields: SampleField[] }> {
  const file = await rowFileOf(input, actor);
  const { finished } = engine.jobs.start('read mapping sample', file, { title: `Read ${nameOf(file)}`, actor, signal });
  const read = await finished;
  if (read.rows === 0)
    throw new Fault('bad_input', {
      happened: `${nameOf(file)} has no rows that can be read.`,
      remedy: 'Choose a file with a header and at least one row.',
    });
  const id = engine.clock.newId();
  engine.evidence.write([], (db) =>
    db.run(
      'INSERT INTO mapping_samples (id, file_name, format, delimiter, encoding, sha256, bytes, total_rows, unreadable_rows, rows, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      nameOf(file),
      read.format,
      read.delimiter,
      read.encoding,
      read.sha256,
      read.bytes,
      read.rows + read.rejected,
      read.rejected,
      read.kept,
      engine.clock.now(),
    ),
  );
  const facts = factsOrFault(engine, id);
  return { sample: facts.sample, fields: [...facts.fields] };
}

function factsOrFault(engine: Pick<Engine, 'db'>, sampleId: string): SampleFacts {
  const facts = sampleFacts(engine.db, sampleId);
  if (!facts) throw new Fault('not_found', { happened: 'The sample is gone.', remedy: 'Choose the file again.' });
  return facts;
}

type Decisions = Readonly<Record<string, { dateFormat?: string | undefined; decimalMark?: 'point' | 'comma' | undefined }>>;

/** The columns as agreed: what was inferred, and what a person decided where it was ambiguous. */
export function decided(fields: readonly SampleField[], decisions: Decisions): SampleField[] {
  return fields.map((field) => {
    if (!field.ambiguity) return field;
    const decision = decisions[field.path];
    const { kind, options } = field.ambiguity;
    const chosen = kind === 'date order' ? decision?.dateFormat : decision?.decimalMark;
    if (chosen === undefined || !options.some(({ value }) => value === chosen))
      throw new Fault('bad_input', {
        happened: `Every value of ${field.path} can be read in two ways: ${options.map(({ words }) => words).join('; or ')}.`,
        remedy: `Decide the ${kind} of ${field.path} for the whole column.`,
        place: { path: field.path },
      });
    return kind === 'date order' ? { ...field, dateFormat: chosen } : { ...field, decimalMark: chosen === 'comma' ? 'comma' : 'point' };
  });
}

export interface NewMapping {
  readonly name: string;
  readonly sampleId: string;
  readonly decisions: Decisions;
  readonly destinationName: string;
  readonly destination: DestinationField[];
  readonly zone: string;
  readonly suggest: boolean;
}

/** A mapping with its first draft: rules suggested by name for a person to check. */
export function createMapping(engine: Engine, actor: Actor, input: NewMapping): { id: string } {
  const { sample, fields } = factsOrFault(engine, input.sampleId);
  const known = decided(fields, input.decisions);
  const spec: MappingSpec = {
    source: {
      name: sample.fileName.replace(/\.[a-z0-9]+$/i, ''),
      format: sample.format,
      delimiter: sample.delimiter,
      encoding: sample.encoding,
      fields: known.map(asSourceField),
    },
    destination: { name: input.destinationName, fields: input.destination },
    rules: input.suggest ? suggestRules(input.destination, known, input.zone) : {},
    ignored: {},
  };
  return insertMapping(engine, actor, input.name, input.sampleId, spec);
}

const asSourceField = ({ path, type, dateFormat, decimalMark, isPersonal }: SampleField): SourceField => ({
  path,
  type,
  dateFormat,
  decimalMark,
  isPersonal,
});

function insertMapping(engine: Engine, actor: Actor, name: string, sampleId: string | null, spec: MappingSpec): { id: string } {
  const { clock, commands } = engine;
  const id = clock.newId();
  const now = clock.now();
  commands.run(actor, (changes) => {
    refuseTakenName(changes, name, null);
    changes.insert('mapping', { id, name, sample_id: sampleId, created_at: now }, `Mapping ${name} added`);
    insertDraft(changes, { id: clock.newId(), mappingId: id, spec: JSON.stringify(spec), author: actor.name, now }, `${name}: draft 1`);
  });
  return { id };
}

function refuseTakenName(changes: Changes, name: string, except: string | null): void {
  const taken = changes.get<{ id: string }>('SELECT id FROM mappings WHERE lower(name) = lower(?)', name);
  if (taken && taken.id !== except)
    throw new Fault('conflict', {
      happened: `There is a mapping called ${name} already.`,
      remedy: 'Choose another name, or edit that one.',
    });
}

/** A whole spec as a new mapping, or as the draft of one. */
export function importSpec(engine: Engine, actor: Actor, input: { id: string | null; name: string; spec: MappingSpec }): { id: string } {
  if (input.id === null) return insertMapping(engine, actor, input.name, null, input.spec);
  const { id } = input;
  getMapping(engine.db, id);
  engine.commands.run(actor, (changes) => writeDraft(engine, changes, actor, id, `${input.name}: spec imported`, () => input.spec));
  return { id };
}

export function renameMapping(
  { db, commands }: Engine,
  actor: Actor,
  input: { id: string; name?: string | undefined; notes?: string | undefined },
): void {
  const before = getMapping(db, input.id);
  commands.run(actor, (changes) => {
    if (input.name !== undefined) refuseTakenName(changes, input.name, input.id);
    const patch = {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.notes === undefined ? {} : { notes: input.notes }),
    };
    changes.update(
      'mapping',
      input.id,
      patch,
      input.name === undefined ? `${before.name}: notes edited` : `${before.name} renamed to ${input.name}`,
    );
  });
}

export function replaceSample(engine: Engine, actor: Actor, input: { id: string; sampleId: string }): void {
  const { sample } = factsOrFault(engine, input.sampleId);
  const { name } = getMapping(engine.db, input.id);
  engine.commands.run(actor, (changes) =>
    changes.update('mapping', input.id, { sample_id: input.sampleId }, `${name}: sample is ${sample.fileName} now`),
  );
}

/** Takes a mapping away with its revisions and golden samples; what runs wrote stays. */
export function removeMapping({ db, commands }: Engine, actor: Actor, id: string): void {
  const { name } = getMapping(db, id);
  commands.run(actor, (changes) => {
    for (const golden of goldensOf(changes, id))
      changes.remove('goldenSample', golden.id, `${name}: golden sample ${golden.number} removed`);
    for (const revision of changes.all<{ id: string; number: number }>('SELECT id, number FROM mapping_revisions WHERE mapping_id = ?', id))
      changes.remove('mappingRevision', revision.id, `${name}: revision ${revision.number} removed`);
    changes.remove('mapping', id, `Mapping ${name} removed`);
  });
}

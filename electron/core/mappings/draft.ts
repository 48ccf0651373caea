import { Fault } from '../../../shared/contract/errors.ts';
import type { DestinationField, MappingSpec, Rule } from '../../../shared/domain/mappings/mapping-spec.ts';
import type { Actor } from '../db/change-log.ts';
import type { Changes } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import { getMapping, nextRevisionNumber, revisionIn } from './store.ts';

type Tools = Pick<Engine, 'db' | 'commands' | 'clock'>;

/** Changes the draft's spec; when there is none, a draft is made from the active revision in the same command. */
export function editDraft(tools: Tools, actor: Actor, mappingId: string, words: string, edit: (spec: MappingSpec) => MappingSpec): void {
  const { name } = getMapping(tools.db, mappingId);
  tools.commands.run(actor, (changes) => writeDraft(tools, changes, actor, mappingId, `${name}: ${words}`, edit));
}

export function writeDraft(
  { clock }: Tools,
  changes: Changes,
  actor: Actor,
  mappingId: string,
  summary: string,
  edit: (spec: MappingSpec) => MappingSpec,
): void {
  const now = clock.now();
  const draft = revisionIn(changes, mappingId, 'draft');
  const from = draft ?? revisionIn(changes, mappingId, 'active');
  if (!from) throw new Fault('not_found', { happened: 'The mapping has no revision to edit.', remedy: 'Import its spec again.' });
  const spec = JSON.stringify(edit(from.spec));
  if (draft) {
    if (spec === JSON.stringify(draft.spec)) return;
    changes.update('mappingRevision', draft.revision.id, { spec, author: actor.name, edited_at: now }, summary);
    return;
  }
  if (spec === JSON.stringify(from.spec)) return;
  insertDraft(changes, { id: clock.newId(), mappingId, spec, author: actor.name, now }, summary);
}

/** A new draft, with the next number. */
export function insertDraft(
  changes: Changes,
  draft: { id: string; mappingId: string; spec: string; author: string; now: number },
  summary: string,
): void {
  changes.insert(
    'mappingRevision',
    {
      id: draft.id,
      mapping_id: draft.mappingId,
      number: nextRevisionNumber(changes, draft.mappingId),
      state: 'draft',
      spec: draft.spec,
      author: draft.author,
      edited_at: draft.now,
      created_at: draft.now,
    },
    summary,
  );
}

const gone = (field: string): Fault =>
  new Fault('not_found', { happened: `There is no destination field ${field}.`, remedy: 'Add it first, or check its name.' });

export function setRule(tools: Tools, actor: Actor, input: { id: string; field: string; rule: Rule | null }): void {
  const { id, field, rule } = input;
  editDraft(tools, actor, id, rule ? `rule of ${field} edited` : `rule of ${field} removed`, (spec) => {
    if (!spec.destination.fields.some(({ name }) => name === field)) throw gone(field);
    const { [field]: _old, ...others } = spec.rules;
    return { ...spec, rules: rule ? { ...others, [field]: rule } : others };
  });
}

export function setDestination(tools: Tools, actor: Actor, input: { id: string; field: string | null; to: DestinationField | null }): void {
  const { id, field, to } = input;
  const words = to === null ? `field ${field ?? ''} removed` : field === null ? `field ${to.name} added` : `field ${field} edited`;
  editDraft(tools, actor, id, words, (spec) => {
    const { fields } = spec.destination;
    const index = field === null ? -1 : fields.findIndex(({ name }) => name === field);
    if (field !== null && index < 0) throw gone(field);
    if (to && fields.some(({ name }, at) => name === to.name && at !== index))
      throw new Fault('conflict', { happened: `There is a field ${to.name} already.`, remedy: 'Choose another name.' });
    const rule = field === null ? undefined : spec.rules[field];
    const { [field ?? '']: _old, ...others } = spec.rules;
    const next = to === null ? fields.toSpliced(index, 1) : index < 0 ? [...fields, to] : fields.with(index, to);
    if (next.length === 0)
      throw new Fault('bad_input', { happened: 'A mapping needs a destination field.', remedy: 'Add another one first.' });
    return { ...spec, destination: { ...spec.destination, fields: next }, rules: to && rule ? { ...others, [to.name]: rule } : others };
  });
}

export function ignorePaths(tools: Tools, actor: Actor, input: { id: string; paths: string[]; reason: string | null }): void {
  const { id, paths, reason } = input;
  const what = paths.length === 1 ? (paths[0] ?? '') : `${paths.length} fields`;
  editDraft(tools, actor, id, reason === null ? `${what} no longer ignored` : `${what} ignored: ${reason}`, (spec) => {
    const ignored = { ...spec.ignored };
    for (const path of paths) {
      if (reason === null) delete ignored[path];
      else ignored[path] = reason;
    }
    return { ...spec, ignored };
  });
}

/** Takes the draft away; the active revision stays as it is. */
export function discardDraft({ db, commands }: Tools, actor: Actor, mappingId: string): void {
  const { name } = getMapping(db, mappingId);
  commands.run(actor, (changes) => {
    const draft = revisionIn(changes, mappingId, 'draft');
    if (!draft) return;
    if (!revisionIn(changes, mappingId, 'active'))
      throw new Fault('conflict', {
        happened: `${name} has no active revision: without its draft nothing would be left.`,
        remedy: 'Remove the mapping, if that is what you want.',
      });
    changes.remove('mappingRevision', draft.revision.id, `${name}: draft ${draft.revision.number} discarded`);
  });
}

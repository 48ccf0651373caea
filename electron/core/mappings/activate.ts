import { Fault } from '../../../shared/contract/errors.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { blockersOf, readState } from './detail.ts';

/** Makes the draft the active revision and retires the one before. Refused while a golden sample fails or a required field has no rule. */
export function activateDraft({ db, commands, clock }: Engine, actor: Actor, mappingId: string, reason: string): void {
  const now = clock.now();
  commands.run(actor, (changes) => {
    const state = readState(db, mappingId, 'draft');
    const { name } = state.mapping;
    const { revision } = state.looked;
    const blockers = blockersOf(state);
    if (blockers.length > 0) {
      const failing = state.goldens.find(({ failures }) => failures.length > 0);
      const [failure] = failing?.failures ?? [];
      throw new Fault('conflict', {
        happened: `Draft ${revision.number} of ${name} cannot be activated: ${blockers[0]}${blockers.length > 1 ? `, and ${blockers.length - 1} more` : ''}.`,
        remedy: failing ? 'Mend the rule, or correct what the sample must give.' : 'Settle that first. The active revision stays in use.',
        details: { blockers, ...(failing ? { sample: failing.number, field: failure?.field ?? null, step: failure?.step ?? null } : {}) },
      });
    }
    if (state.active)
      changes.update(
        'mappingRevision',
        state.active.revision.id,
        { state: 'retired', retired_at: now },
        `${name}: revision ${state.active.revision.number} retired`,
      );
    changes.update(
      'mappingRevision',
      revision.id,
      { state: 'active', activated_by: actor.name, activated_at: now, reason },
      `${name}: revision ${revision.number} activated${reason ? `: ${reason}` : ''}`,
    );
  });
}

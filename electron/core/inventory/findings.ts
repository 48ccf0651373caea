import { Fault } from '../../../shared/contract/errors.ts';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';

type Finding = ApiDetail['findings'][number];

/** The findings of an API, open ones first; a hundred at most. */
export const listFindings = (db: Reader, apiId: string): Finding[] =>
  db
    .all<Omit<Finding, 'isUntilNewContract'> & { acceptedContractId: string | null }>(
      `SELECT id, api_id AS apiId, endpoint_id AS endpointId, kind, title, hits, first_seen_at AS firstSeenAt, last_seen_at AS lastSeenAt,
         last_exchange_id AS lastExchangeId, status, accepted_reason AS acceptedReason, accepted_by AS acceptedBy, accepted_until AS acceptedUntil,
         accepted_contract_id AS acceptedContractId, closed_at AS closedAt, fits_in_a_row AS fitsInARow
       FROM findings WHERE api_id = ? ORDER BY status = 'open' DESC, last_seen_at DESC LIMIT 100`,
      apiId,
    )
    .map(({ acceptedContractId, ...one }) => ({ ...one, isUntilNewContract: acceptedContractId !== null }));

export interface Acceptance {
  readonly id: string;
  readonly reason: string;
  readonly until: number | null;
  readonly isUntilNewContract: boolean;
}

/** Accepts a difference: it is no longer open, until its date, a newer contract, or another difference in the same place. */
export function acceptFinding({ commands, clock }: Engine, actor: Actor, { id, reason, until, isUntilNewContract }: Acceptance): void {
  const now = clock.now();
  if (until !== null && until <= now)
    throw new Fault('bad_input', { happened: 'That day is over.', remedy: 'Choose a later one, or none. Nothing was changed.' });
  commands.run(actor, (changes) => {
    const finding = requireFinding(changes, id);
    const contract = changes.get<{ id: string }>(
      'SELECT id FROM contracts WHERE api_id = ? AND is_current = 1 ORDER BY imported_at DESC LIMIT 1',
      finding.api_id,
    );
    const row = {
      status: 'accepted',
      accepted_reason: reason,
      accepted_by: actor.name,
      accepted_at: now,
      accepted_until: until,
      accepted_contract_id: isUntilNewContract ? (contract?.id ?? null) : null,
    };
    changes.update('finding', id, row, `Accepted: ${finding.title} (${reason})`);
  });
}

/** Opens a finding that was accepted or closed. */
export function reopenFinding({ commands }: Engine, actor: Actor, id: string): void {
  commands.run(actor, (changes) => {
    const finding = requireFinding(changes, id);
    const row = {
      status: 'open',
      accepted_reason: '',
      accepted_by: null,
      accepted_at: null,
      accepted_until: null,
      accepted_contract_id: null,
      closed_at: null,
    };
    changes.update('finding', id, row, `Opened again: ${finding.title}`);
  });
}

function requireFinding(db: Pick<Reader, 'get'>, id: string): { readonly title: string; readonly api_id: string } {
  const row = db.get<{ title: string; api_id: string }>('SELECT title, api_id FROM findings WHERE id = ?', id);
  if (row) return row;
  throw new Fault('not_found', { happened: 'There is no such finding.', remedy: 'Reload the page; its endpoint may have been removed.' });
}

import type { LedgerBreak } from '../../../shared/contract/ledger.ts';
import { inWorkspace } from '../actor.ts';
import type { Implementer } from '../router.ts';

export const ledgerRoutes = (os: Implementer['ledger']) => ({
  openBreaks: os.openBreaks.handler(({ context }) =>
    inWorkspace(context).engine.db.all<LedgerBreak>(
      `SELECT b.id, l.name AS ledgerName, b.match_key AS key, b.class, b.field, b.left_value AS left, b.right_value AS right,
         b.amount_minor AS amountMinor, b.currency, p.name AS ownerName, b.opened_at AS openedAt
       FROM breaks b JOIN ledgers l ON l.id = b.ledger_id LEFT JOIN people p ON p.id = b.owner_id WHERE b.resolved_at IS NULL ORDER BY b.opened_at LIMIT 1000`,
    ),
  ),
});

import type { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Decision, Risk, scorecardsContract } from '../../../shared/contract/scorecards.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';

type Tools = Pick<Engine, 'db' | 'clock' | 'commands'>;
type Input<K extends keyof typeof scorecardsContract> = z.output<NonNullable<(typeof scorecardsContract)[K]['~orpc']['inputSchema']>>;

const selectRisks = `SELECT r.id, r.kind, r.title, r.owner_id AS ownerId, p.name AS ownerName, r.vendor_id AS vendorId, v.name AS vendorName, r.likelihood, r.impact,
    r.due_at AS dueAt, r.reason, r.closed_at AS closedAt, r.outcome, r.created_at AS createdAt
  FROM risks r LEFT JOIN people p ON p.id = r.owner_id LEFT JOIN vendors v ON v.id = r.vendor_id`;
const selectDecisions = `SELECT d.id, d.title, d.recommendation, d.owner_id AS ownerId, p.name AS ownerName, d.due_at AS dueAt, d.decided_at AS decidedAt,
    d.outcome, d.created_at AS createdAt FROM decisions d LEFT JOIN people p ON p.id = d.owner_id`;

/** Open ones first, the heaviest first. */
export const listRisks = (db: Reader, withClosed: boolean): Risk[] =>
  db.all<Risk>(
    `${selectRisks} WHERE ? OR r.closed_at IS NULL ORDER BY r.closed_at IS NOT NULL, r.likelihood * r.impact DESC, r.due_at IS NULL, r.due_at, r.title`,
    withClosed ? 1 : 0,
  );

/** Open ones first, the nearest first. */
export const listDecisions = (db: Reader, withDecided: boolean): Decision[] =>
  db.all<Decision>(
    `${selectDecisions} WHERE ? OR d.decided_at IS NULL ORDER BY d.decided_at IS NOT NULL, d.due_at IS NULL, d.due_at, d.title`,
    withDecided ? 1 : 0,
  );

function getRisk(db: Reader, id: string): Risk {
  const row = db.get<Risk>(`${selectRisks} WHERE r.id = ?`, id);
  if (!row) throw new Fault('not_found', { happened: 'The risk is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  return row;
}

function getDecision(db: Reader, id: string): Decision {
  const row = db.get<Decision>(`${selectDecisions} WHERE d.id = ?`, id);
  if (!row) throw new Fault('not_found', { happened: 'The decision is gone.', remedy: 'Reload the page; somebody may have removed it.' });
  return row;
}

/** A waiver must say why, and until when: what has no end is no waiver. */
export function saveRisk({ db, clock, commands }: Tools, actor: Actor, input: Input<'saveRisk'>): Risk {
  if (input.kind === 'waiver' && (input.reason.trim() === '' || input.dueAt === null)) {
    throw new Fault('bad_input', {
      happened: 'A waiver needs a reason and a day on which it ends.',
      remedy: 'Say why it is accepted, and until when.',
      place: { path: input.dueAt === null ? 'dueAt' : 'reason' },
    });
  }
  const id = input.id ?? clock.newId();
  const row = {
    kind: input.kind,
    title: input.title,
    owner_id: input.ownerId,
    vendor_id: input.vendorId,
    likelihood: input.likelihood,
    impact: input.impact,
    due_at: input.dueAt,
    reason: input.reason,
  };
  commands.run(actor, (changes) => {
    const noun = input.kind === 'risk' ? 'Risk' : 'Waiver';
    if (input.id === undefined) changes.insert('risk', { id, ...row, created_at: clock.now() }, `${noun} “${input.title}” noted`);
    else changes.update('risk', id, row, `${noun} “${input.title}” edited`);
  });
  return getRisk(db, id);
}

export function closeRisk({ db, clock, commands }: Tools, actor: Actor, { id, outcome }: Input<'closeRisk'>): Risk {
  const { title } = getRisk(db, id);
  commands.run(actor, (changes) => changes.update('risk', id, { closed_at: clock.now(), outcome }, `“${title}” closed: ${outcome}`));
  return getRisk(db, id);
}

export function saveDecision({ db, clock, commands }: Tools, actor: Actor, input: Input<'saveDecision'>): Decision {
  const id = input.id ?? clock.newId();
  const row = { title: input.title, recommendation: input.recommendation, owner_id: input.ownerId, due_at: input.dueAt };
  commands.run(actor, (changes) => {
    if (input.id === undefined) changes.insert('decision', { id, ...row, created_at: clock.now() }, `Decision asked for: ${input.title}`);
    else changes.update('decision', id, row, `Decision “${input.title}” edited`);
  });
  return getDecision(db, id);
}

export function decide({ db, clock, commands }: Tools, actor: Actor, { id, outcome }: Input<'decide'>): Decision {
  const { title } = getDecision(db, id);
  commands.run(actor, (changes) => changes.update('decision', id, { decided_at: clock.now(), outcome }, `Decided: ${title}: ${outcome}`));
  return getDecision(db, id);
}

export function removeFromRegister({ commands }: Tools, actor: Actor, entity: 'risk' | 'decision', id: string): void {
  commands.run(actor, (changes) =>
    changes.remove(entity, id, entity === 'risk' ? 'Risk taken off the register' : 'Decision taken off the register'),
  );
}

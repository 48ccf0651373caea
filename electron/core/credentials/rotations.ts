import type { Exchange, RequestDraft } from '../../../shared/contract/console.ts';
import type { Rotation } from '../../../shared/contract/credentials.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { isPossible, rotationStep, type RotationAct } from '../../../shared/domain/credentials/rotation-step.ts';
import { draftToSend } from '../console/saved-requests.ts';
import type { Actor } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import { environmentsOf, keepFormer, putBack, recordReplaced, type CredentialTools } from './service.ts';
import { testChoices } from './test-requests.ts';
import { usualRequest } from '../../../shared/contract/request-content.ts';

interface RotationRow {
  readonly id: string;
  readonly credential_id: string;
  readonly state: Rotation['state'];
  readonly started_by: string;
  readonly entered_at: number | null;
  readonly tested_at: number | null;
  readonly test_exchange_id: string | null;
  readonly test_words: string;
  readonly test_passed: number | null;
  readonly switched_at: number | null;
  readonly revoked_at: number | null;
  readonly finished_at: number | null;
  readonly created_at: number;
  readonly name: string;
  readonly manage_url: string | null;
}

const selectRotations = `SELECT r.*, c.name, c.manage_url FROM rotations r JOIN credentials c ON c.id = r.credential_id`;

/** Rotations, the newest first; of one credential or of all. */
export function listRotations(tools: CredentialTools, credentialId: string | undefined): Rotation[] {
  const rows = credentialId
    ? tools.db.all<RotationRow>(`${selectRotations} WHERE r.credential_id = ? ORDER BY r.created_at DESC`, credentialId)
    : tools.db.all<RotationRow>(`${selectRotations} ORDER BY r.created_at DESC`);
  return rows.map((row) => asRotation(tools, row));
}

export const showRotation = (tools: CredentialTools, id: string): Rotation => asRotation(tools, requireRow(tools.db, id));

/** Begins a rotation, or gives back the one that is open: there is one at a time. */
export function startRotation(tools: CredentialTools, actor: Actor, credentialId: string): Rotation {
  const open = tools.db.get<{ id: string }>("SELECT id FROM rotations WHERE credential_id = ? AND state = 'open'", credentialId);
  if (open) return showRotation(tools, open.id);
  const credential = tools.db.get<{ name: string }>('SELECT name FROM credentials WHERE id = ?', credentialId);
  if (!credential) throw new Fault('not_found', { happened: 'The credential is gone.', remedy: 'Choose another one.' });
  const id = tools.clock.newId();
  const row = { id, credential_id: credentialId, state: 'open', started_by: actor.name, created_at: tools.clock.now() };
  tools.commands.run(actor, (changes) => changes.insert('rotation', row, `Rotation of “${credential.name}” begun`));
  return showRotation(tools, id);
}

/** Keeps the new secret beside the one in use; a test of an earlier one counts no more. */
export async function enterNewSecret(tools: CredentialTools, actor: Actor, id: string, secret: string): Promise<Rotation> {
  const row = requireAt(tools, id, 'enter');
  if (tools.secrets.get(row.credential_id) === secret) {
    throw new Fault('bad_input', {
      happened: 'This is the secret that is in use already.',
      remedy: 'Create a new one at the vendor and enter that. Nothing was stored.',
      place: { path: 'secret' },
    });
  }
  await tools.secrets.setPending(row.credential_id, secret);
  const patch = { entered_at: tools.clock.now(), tested_at: null, test_exchange_id: null, test_words: '', test_passed: null };
  tools.commands.run(actor, (changes) => {
    changes.update('rotation', id, patch, `New secret of “${row.name}” entered`);
    changes.note('rotation', id, `New secret of “${row.name}” kept beside the one in use`);
  });
  return showRotation(tools, id);
}

export interface TestTarget {
  readonly kind: 'saved' | 'endpoint';
  readonly requestId: string;
  readonly environmentId: string;
}

/** Sends one reading call with the new secret and keeps how it ended, with its exchange. */
export async function testNewSecret(
  tools: CredentialTools,
  actor: Actor,
  id: string,
  test: TestTarget,
  signal?: AbortSignal,
): Promise<Rotation> {
  const row = requireAt(tools, id, 'test');
  const draft = draftOfTest(tools, row.credential_id, test);
  const tried = tools.secrets.getPending(row.credential_id);
  const exchange = await tools.console.send(draft, { actor: actor.name, source: 'credential' }, signal, { isPending: true });
  const { passed, words } = verdictOf(exchange);
  // While it was under way another secret may have been entered: what the call says of the former must not pass the new one.
  if (requireAt(tools, id, 'test').state !== 'open' || tools.secrets.getPending(row.credential_id) !== tried) {
    throw new Fault('conflict', {
      happened: `Another new secret of “${row.name}” was entered while this one was tested.`,
      remedy: 'Test the one that waits now. The rotation stands where it was.',
    });
  }
  const patch = { tested_at: tools.clock.now(), test_exchange_id: exchange.id, test_words: words, test_passed: passed ? 1 : 0 };
  tools.commands.run(actor, (changes) => {
    changes.update('rotation', id, patch, `New secret of “${row.name}” tested: ${words}`);
    changes.note('rotation', id, `Tested with exchange ${exchange.number}`);
  });
  return showRotation(tools, id);
}

/** The new secret takes the old one's place in the keychain. From here the old one is gone on this computer. */
export async function switchSecret(tools: CredentialTools, actor: Actor, id: string, withoutTest: boolean): Promise<Rotation> {
  const row = requireAt(tools, id, withoutTest ? 'switch_untested' : 'switch');
  const pending = tools.secrets.getPending(row.credential_id);
  if (pending === null) throw new Error('a rotation at its switch without its secret');
  const former = tools.secrets.get(row.credential_id);
  await keepFormer(tools, row.credential_id);
  await tools.secrets.set(row.credential_id, pending);
  try {
    tools.commands.run(actor, (changes) => {
      recordReplaced(changes, tools, row.credential_id);
      changes.update('rotation', id, { switched_at: tools.clock.now() }, `“${row.name}” switched to its new secret`);
    });
  } catch (error) {
    await putBack(tools, row.credential_id, former);
    throw error;
  } finally {
    tools.console.tokens.drop(row.credential_id);
  }
  await tools.secrets.removePending(row.credential_id);
  return showRotation(tools, id);
}

/** The old secret was ended at the vendor: the person says so, and the rotation is done. */
export function finishRotation(tools: CredentialTools, actor: Actor, id: string): Rotation {
  const row = requireAt(tools, id, 'finish');
  const at = tools.clock.now();
  tools.commands.run(actor, (changes) => {
    const tested = row.test_passed === 1 ? `tested (${row.test_words})` : 'not tested';
    const words = `Rotation of “${row.name}” done: ${tested}, old secret revoked at the vendor`;
    changes.update('rotation', id, { state: 'done', revoked_at: at, finished_at: at }, words);
    changes.note('credential', row.credential_id, words);
  });
  return showRotation(tools, id);
}

/** Drops the new secret; the one in use stays. */
export async function cancelRotation(tools: CredentialTools, actor: Actor, id: string): Promise<Rotation> {
  const row = requireAt(tools, id, 'cancel');
  await tools.secrets.removePending(row.credential_id);
  tools.commands.run(actor, (changes) => {
    changes.update('rotation', id, { state: 'cancelled', finished_at: tools.clock.now() }, `Rotation of “${row.name}” cancelled`);
    changes.note('rotation', id, `New secret of “${row.name}” dropped`);
  });
  return showRotation(tools, id);
}

function draftOfTest(tools: CredentialTools, credentialId: string, test: TestTarget): RequestDraft {
  const choice = testChoices(tools, credentialId).find(
    (one) => one.kind === test.kind && one.id === test.requestId && one.environmentId === test.environmentId,
  );
  if (!choice) {
    throw new Fault('bad_input', {
      happened: 'This call cannot test the new secret.',
      remedy: 'Choose a reading call of an environment that sends this credential. Nothing was sent.',
    });
  }
  if (test.kind === 'saved') return draftToSend(tools.db, test.requestId, { environmentId: test.environmentId });
  return {
    endpointId: test.requestId,
    environmentId: test.environmentId,
    method: choice.method,
    path: choice.path,
    parameters: [],
    mediaType: null,
    body: null,
    ...usualRequest,
    variables: {},
    savedRequestId: null,
    timeoutMs: 30_000,
    confirmProduction: null,
  };
}

/** 401 and 403 say that the secret is not taken; any answer below 400 that it is; the rest says nothing about it. */
function verdictOf(exchange: Exchange): { readonly passed: boolean; readonly words: string } {
  const { status } = exchange;
  if (exchange.state !== 'answered' || status === null) return { passed: false, words: exchange.failure?.happened ?? 'no answer came' };
  if (status === 401 || status === 403) return { passed: false, words: `answered ${status}: the new secret is not accepted` };
  if (status >= 400) return { passed: false, words: `answered ${status}: this says nothing about the new secret` };
  return { passed: true, words: `answered ${status}` };
}

function requireAt(tools: CredentialTools, id: string, act: RotationAct): RotationRow {
  const row = requireRow(tools.db, id);
  const step = stepOf(tools, row);
  if (isPossible(act, step)) return row;
  const words: Record<Rotation['step'], string> = {
    enter: 'the new secret is to be entered first',
    test: 'the new secret has not passed a test',
    switch: 'the new secret is to be switched to',
    revoke: 'it has switched to the new secret already',
    done: 'it has ended',
  };
  throw new Fault('conflict', {
    happened: `In this rotation of “${row.name}” ${words[step]}.`,
    remedy: step === 'done' ? 'Begin a new one.' : 'Go on with the step it stands at.',
  });
}

function requireRow(db: Reader, id: string): RotationRow {
  const row = db.get<RotationRow>(`${selectRotations} WHERE r.id = ?`, id);
  if (!row) throw new Fault('not_found', { happened: 'This rotation is gone.', remedy: 'Its credential may have been removed.' });
  return row;
}

const stepOf = (tools: CredentialTools, row: RotationRow): Rotation['step'] =>
  rotationStep({
    state: row.state,
    enteredAt: row.entered_at,
    hasPending: tools.secrets.getPending(row.credential_id) !== null,
    testPassed: row.test_passed === null ? null : row.test_passed === 1,
    switchedAt: row.switched_at,
  });

function asRotation(tools: CredentialTools, row: RotationRow): Rotation {
  return {
    id: row.id,
    credentialId: row.credential_id,
    credentialName: row.name,
    state: row.state,
    step: stepOf(tools, row),
    startedAt: row.created_at,
    startedBy: row.started_by,
    enteredAt: row.entered_at,
    hasPending: row.state === 'open' && tools.secrets.getPending(row.credential_id) !== null,
    testedAt: row.tested_at,
    testPassed: row.test_passed === null ? null : row.test_passed === 1,
    testExchangeId: row.test_exchange_id,
    testWords: row.test_words,
    switchedAt: row.switched_at,
    revokedAt: row.revoked_at,
    finishedAt: row.finished_at,
    manageUrl: row.manage_url,
    environments: environmentsOf(tools.db, row.credential_id),
    tests: row.state === 'open' ? testChoices(tools, row.credential_id) : [],
  };
}

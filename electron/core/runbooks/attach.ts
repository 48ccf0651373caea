import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunDetail } from '../../../shared/contract/runbooks.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { presentRun } from './present-run.ts';
import { recordEvent } from './record-event.ts';
import type { ArtifactRecord } from './store.ts';

export const mostAttachedBytes = 20_000_000;

/** Copies a file into the workspace, sealed, and keeps its hash with the run. */
export async function attachFile(
  engine: Engine,
  actor: Actor,
  { runId, step, file }: { readonly runId: string; readonly step: number; readonly file: File },
): Promise<RunDetail> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return attachBytes(engine, actor, { runId, step, kind: 'file', name: file.name, mediaType: file.type, bytes });
}

interface NewArtifact {
  readonly runId: string;
  readonly step: number;
  readonly kind: 'file' | 'text';
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The same for bytes: a text that was pasted, a picture. */
export async function attachBytes(engine: Engine, actor: Actor, input: NewArtifact): Promise<RunDetail> {
  const { clock, secrets, vault, workspace } = engine;
  if (input.bytes.byteLength > mostAttachedBytes)
    throw new Fault('bad_input', {
      happened: `“${input.name}” has ${Math.ceil(input.bytes.byteLength / 1_000_000)} MB; a run keeps files up to 20 MB.`,
      remedy: 'Attach the part that matters. Nothing was kept.',
    });
  const text = Buffer.from(input.bytes.buffer, input.bytes.byteOffset, input.bytes.byteLength).toString('latin1');
  if (secrets.byteRedactor().text(text) !== text)
    throw new Fault('bad_input', {
      happened: `“${input.name}” holds a secret of one of your credentials.`,
      remedy: 'Cut it out of the file and attach that. Nothing was kept.',
    });
  const id = clock.newId();
  const folder = join(workspace.folder, 'attachments');
  const fileName = `${id}.sealed`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, fileName), vault.seal(sealNameOf(id), input.bytes), { mode: 0o600 });
  const name = input.name.replaceAll(/[\\/\u0000-\u001F]+/g, '_').slice(0, 200) || 'file';
  try {
    recordEvent(engine, actor, input.runId, { kind: 'attached', step: input.step, artifactId: id, name }, (_changes, db) => {
      db.run(
        `INSERT INTO runbook_artifacts (id, run_id, step, kind, name, media_type, byte_length, sha256, exchange_id, file, actor, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)`,
        id,
        input.runId,
        input.step,
        input.kind,
        name,
        input.mediaType,
        input.bytes.byteLength,
        createHash('sha256').update(input.bytes).digest('hex'),
        fileName,
        actor.name,
        clock.now(),
      );
    });
  } catch (error) {
    // A file that no row names would stay for ever.
    rmSync(join(folder, fileName), { force: true });
    throw error;
  }
  return presentRun(engine, input.runId);
}

const sealNameOf = (id: string): string => `runbook-artifact-${id}`;

/** An artifact's bytes, checked against the hash that was kept with it. */
export async function readArtifact(
  { db, vault, workspace }: Engine,
  id: string,
): Promise<{ fileName: string; mediaType: string; base64: string }> {
  const row = db.get<ArtifactRecord>('SELECT * FROM runbook_artifacts WHERE id = ?', id);
  if (!row?.file)
    throw new Fault('not_found', { happened: 'There is no such file.', remedy: 'Open the run again; an exchange is in the console.' });
  let plain: Buffer;
  try {
    plain = vault.unseal(sealNameOf(id), await readFile(join(workspace.folder, 'attachments', row.file)));
  } catch {
    throw new Fault('not_found', {
      happened: `“${row.name}” cannot be opened.`,
      remedy: 'It was attached on another computer, or the file was changed or removed.',
    });
  }
  if (createHash('sha256').update(plain).digest('hex') !== row.sha256)
    throw new Fault('conflict', { happened: `“${row.name}” is not what was attached.`, remedy: 'Do not use it as evidence.' });
  return { fileName: row.name, mediaType: row.media_type || 'application/octet-stream', base64: plain.toString('base64') };
}

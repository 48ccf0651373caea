import type { BodyOf, PathMatch } from '../../../shared/contract/answers.ts';
import { decodeText } from '../../../shared/domain/answers/charset.ts';
import { lineWayOf } from '../../../shared/domain/answers/placed-text.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import type { Filtered, FilterInput } from './filter-job.ts';
import { findInBody, type Found } from './find-job.ts';
import { readableBody } from './kept-body.ts';
import { withBody } from './open-body.ts';

/** Up to this size a search or a filter is done at once; a thread of its own would take longer to start. */
const doneHereBytes = 256 * 1024;

/** Bytes as they are kept, from anywhere in a body. */
export async function pageOf(engine: Engine, of: BodyOf, offset: number, length: number): Promise<{ base64: string; byteLength: number }> {
  const { source } = await readableBody(engine, of);
  return withBody(source, (body) => ({ base64: Buffer.from(body.read(offset, length)).toString('base64'), byteLength: body.byteLength }));
}

/** Where a text occurs, by lines. */
export async function findText(
  engine: Engine,
  actor: Actor,
  { text, isExact, ...of }: BodyOf & { readonly text: string; readonly isExact: boolean },
  signal: AbortSignal | undefined,
): Promise<Found> {
  const { source, kind, charset, number, row } = await readableBody(engine, of);
  const wanted = { charset: charset.name, way: lineWayOf(kind, charset), text, isExact };
  if ((row?.byteLength ?? 0) <= doneHereBytes) return withBody(source, (body) => findInBody(body, wanted, () => true));
  return engine.jobs.start(
    'find in answer',
    { source, ...wanted },
    { title: `Find “${engine.secrets.redactor().text(text).slice(0, 40)}” in exchange ${number}`, actor, signal },
  ).finished;
}

/** What a JSONPath selects, with its places. */
export async function filterBody(
  engine: Engine,
  actor: Actor,
  input: BodyOf & { readonly path: string },
  signal: AbortSignal | undefined,
): Promise<{ matches: PathMatch[]; total: number }> {
  const { matches, total } = await filtered(engine, actor, input, 'matches', signal);
  return { matches, total };
}

/** The values that a JSONPath selects. */
export async function pickValues(
  engine: Engine,
  actor: Actor,
  input: BodyOf & { readonly path: string },
  signal: AbortSignal | undefined,
): Promise<{ json: string; total: number }> {
  const { json, total } = await filtered(engine, actor, input, 'json', signal);
  return { json, total };
}

async function filtered(
  engine: Engine,
  actor: Actor,
  { path, ...of }: BodyOf & { readonly path: string },
  wants: FilterInput['wants'],
  signal: AbortSignal | undefined,
): Promise<Filtered> {
  const { source, charset, number, row } = await readableBody(engine, of);
  // Late: what reads paths is needed by few starts.
  const { compilePath, filterText } = await import('./filter-job.ts');
  // Before a large body is opened for nothing.
  compilePath(path);
  if ((row?.byteLength ?? 0) <= doneHereBytes)
    return withBody(source, (body) => filterText(decodeText(charset, body.read(0, body.byteLength)), path, wants));
  return engine.jobs.start(
    'filter answer',
    { source, charset: charset.name, path, wants },
    { title: `Filter exchange ${number} by ${path.slice(0, 60)}`, actor, signal },
  ).finished;
}

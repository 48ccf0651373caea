import { bodyKindOf, type BodyKind } from '../../../shared/domain/answers/body-kind.ts';
import { charsetOf, decodeText, type Charset } from '../../../shared/domain/answers/charset.ts';
import type { BodyOf } from '../../../shared/contract/answers.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { purgedWords } from '../../../shared/domain/console/purged-words.ts';
import { purgedFault } from '../console/purges.ts';
import type { Engine } from '../engine.ts';
import { sealName } from '../vault/body-keeper.ts';
import { withBody, type BodySource } from './open-body.ts';
import { findBodyRow, type StoredBodyRow } from './store.ts';

/** A body as it is kept, with what its beginning tells of it. */
export interface KeptBody {
  readonly number: number;
  readonly row: StoredBodyRow | null;
  /** Null when there is none, or it cannot be opened. */
  readonly source: BodySource | null;
  /** Why it cannot be opened. */
  readonly reason: string | null;
  readonly kind: BodyKind;
  readonly charset: Charset;
}

const sniffedBytes = 64 * 1024;
const noCharset: Charset = { name: 'utf-8', from: 'usual', unknown: null };

/** Finds a body and looks at how it begins. Throws when there is no such exchange. */
export async function keptBody({ db, vault }: Pick<Engine, 'db' | 'vault'>, { exchangeId, side }: BodyOf): Promise<KeptBody> {
  const found = findBodyRow(db, exchangeId, side);
  if (!found) throw purgedFault(db, exchangeId);
  const without = (reason: string | null): KeptBody => ({
    ...found,
    row: found.body,
    source: null,
    reason,
    kind: 'empty',
    charset: noCharset,
  });
  const { body } = found;
  // A request by GET had none to purge; that is not known any more.
  if (!body) return without(found.purgedAt === null || side === 'request' ? null : `It was ${purgedWords(found.purgedAt)}.`);
  if (body.keyId !== vault.keyId) return without('It was sealed with a key that is not on this computer.');
  const name = sealName(exchangeId, side);
  try {
    const source: BodySource = body.file
      ? { kind: 'sealed', file: vault.sealedFile(name, body.file) }
      : { kind: 'bytes', bytes: body.sealed ? vault.unseal(name, body.sealed) : new Uint8Array(0) };
    const head = await withBody(source, (open) => Uint8Array.from(open.read(0, sniffedBytes)));
    const charset = charsetOf(body.mediaType, head);
    const kind = bodyKindOf(body.mediaType, charset, head, decodeText(charset, head));
    return { number: found.number, row: body, source, reason: null, kind, charset };
  } catch (error) {
    return without(`It could not be opened: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** The same, where the body is needed: a fault says why it is not there. */
export async function readableBody(engine: Pick<Engine, 'db' | 'vault'>, of: BodyOf): Promise<KeptBody & { readonly source: BodySource }> {
  const kept = await keptBody(engine, of);
  if (kept.source !== null) return { ...kept, source: kept.source };
  throw new Fault('not_found', {
    happened: kept.reason ?? `Exchange ${kept.number} has no ${of.side === 'answer' ? 'answer’s' : 'request’s'} body.`,
    remedy:
      kept.row === null ? 'It had none, or it was purged.' : 'Open the workspace where its key is, or restore the file from a backup.',
  });
}

import { imageFacts, pdfFacts } from '../../../shared/domain/answers/body-facts.ts';
import { fileNameOf, sniffType, type BodyKind } from '../../../shared/domain/answers/body-kind.ts';
import { decodeText, type Charset } from '../../../shared/domain/answers/charset.ts';
import type { BodyLook, BodyOf } from '../../../shared/contract/answers.ts';
import type { Engine } from '../engine.ts';
import { keptBody } from './kept-body.ts';
import { withBody, type OpenBody } from './open-body.ts';

/** A text up to this size goes to the window whole; a larger one goes line by line. */
export const wholeTextBytes = 512 * 1024;
const mostImageBytes = 10_000_000;
/** What a PDF tells of itself stands at its ends. */
const endsBytes = 2_000_000;

const textKinds: ReadonlySet<BodyKind> = new Set(['json', 'xml', 'html', 'csv', 'events', 'text']);

/** What a body is, and all of it when that is a small text or an image. */
export async function lookAtBody(engine: Engine, of: BodyOf): Promise<BodyLook> {
  const { row, source, reason, kind, charset, number } = await keptBody(engine, of);
  const mediaType = row?.mediaType ?? null;
  const plainType = mediaType?.split(';')[0]?.trim().toLowerCase() ?? null;
  const look: BodyLook = {
    kind,
    byteLength: row?.byteLength ?? 0,
    sha256: row?.sha256 ?? '',
    mediaType,
    charset: charset.name,
    charsetWords: charsetWords(charset),
    text: null,
    imageUrl: null,
    facts: [],
    reason,
    fileName: fileNameOf(number, of.side, kind, plainType),
  };
  if (source === null || kind === 'empty') return look;
  return withBody(source, (body): BodyLook => {
    if (textKinds.has(kind) && body.byteLength <= wholeTextBytes)
      return { ...look, text: decodeText(charset, body.read(0, body.byteLength)) };
    if (kind === 'image') return { ...look, ...imageOf(body, plainType) };
    if (kind === 'pdf') return { ...look, facts: pdfFacts(endsOf(body)).map(([name, value]) => [name, value]) };
    return look;
  });
}

function imageOf(body: OpenBody, plainType: string | null): Pick<BodyLook, 'imageUrl' | 'facts'> {
  const bytes = body.read(0, Math.min(body.byteLength, mostImageBytes));
  const facts = imageFacts(bytes).map(([name, value]): [string, string] => [name, value]);
  const type = sniffType(bytes) ?? plainType ?? 'image/png';
  const imageUrl = body.byteLength > mostImageBytes ? null : `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
  return { imageUrl, facts };
}

function endsOf(body: OpenBody): Uint8Array {
  if (body.byteLength <= endsBytes * 2) return body.read(0, body.byteLength);
  return Buffer.concat([body.read(0, endsBytes), body.read(body.byteLength - endsBytes, endsBytes)]);
}

function charsetWords({ from, unknown }: Charset): string {
  if (unknown !== null) return `the answer names “${unknown}”, which nobody knows`;
  if (from === 'header') return 'as its header says';
  if (from === 'text') return 'as the text itself says';
  return from === 'byte order mark' ? 'as its first bytes say' : '';
}

import { useQueries } from '@tanstack/react-query';
import { useRef, useState, type ReactElement } from 'react';
import type { BodyOf } from '../../../../../shared/contract/answers.ts';
import { api } from '../../../../app/client.ts';
import { FaultNote } from '../../../../ui/fault-note.tsx';
import { LongList } from '../../../../ui/long-list.tsx';
import { useBoxWidth } from '../../../../ui/use-box-width.ts';
import { bytesOfBase64 } from './base64-bytes.ts';

/** In a narrow pane half as many, so that the letters stay in sight. */
const [wideRow, narrowRow] = [16, 8] as const;
const wideFrom = 640;
const pageBytes = 16_384;

/** One for all: another function with each drawing would make the bytes anew each time. */
const asBytes = ({ base64 }: { readonly base64: string }): Uint8Array => bytesOfBase64(base64);

export interface HexViewProps {
  readonly of: BodyOf;
  readonly byteLength: number;
  readonly label: string;
}

/** Bytes as they are: place, sixteen in hexadecimal, the same in ASCII. */
export function HexView({ of, byteLength, label }: HexViewProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const rowBytes = useBoxWidth(box, true) >= wideFrom ? wideRow : narrowRow;
  const [range, setRange] = useState({ from: 0, to: 60 });
  const first = Math.floor((range.from * rowBytes) / pageBytes);
  const last = Math.floor((Math.max(range.from, range.to - 1) * rowBytes) / pageBytes);
  const pages = useQueries({
    queries: Array.from({ length: last - first + 1 }, (_, at) =>
      api.answers.page.queryOptions({
        input: { ...of, offset: (first + at) * pageBytes, length: pageBytes },
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 30_000,
        select: asBytes,
      }),
    ),
  });
  const fault = pages.find(({ error }) => error !== null);
  const bytesAt = (row: number): Uint8Array | undefined => {
    const offset = row * rowBytes;
    return pages[Math.floor(offset / pageBytes) - first]?.data?.subarray(offset % pageBytes, (offset % pageBytes) + rowBytes);
  };
  return (
    <div ref={box} className="ans-box">
      {fault ? (
        <FaultNote fault={fault.error} onRetry={() => void fault.refetch()} />
      ) : (
        <LongList
          count={Math.ceil(byteLength / rowBytes)}
          rowHeight={18}
          label={label}
          onRange={(from, to) => setRange({ from, to })}
          widthInLetters={rowBytes * 4 + 20}
          renderRow={(index) => {
            const bytes = bytesAt(index);
            return (
              <div className="ans-hex">
                <span className="ans-number">{(index * rowBytes).toString(16).padStart(8, '0')}</span>
                <span>{bytes && hexOf(bytes, rowBytes)}</span>
                <span data-token="string">{bytes && asciiOf(bytes)}</span>
              </div>
            );
          }}
        />
      )}
    </div>
  );
}

/** "48 65 6c 6c 6f", with a gap in the middle. */
function hexOf(bytes: Uint8Array, rowBytes: number): string {
  const pairs = Array.from({ length: rowBytes }, (_, at) => bytes[at]?.toString(16).padStart(2, '0') ?? '  ');
  return rowBytes === narrowRow ? pairs.join(' ') : `${pairs.slice(0, 8).join(' ')}  ${pairs.slice(8).join(' ')}`;
}

const asciiOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');

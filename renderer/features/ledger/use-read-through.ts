import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PeekedFile } from '../../../shared/contract/ledger.ts';
import type { LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import { api, client } from '../../app/client.ts';
import { sayFailed } from '../../ui/say-failed.ts';

type Side = 'left' | 'right';
type Files = Readonly<Record<Side, PeekedFile>>;

export interface ReadThrough {
  /** Both files as they are compared: through their mapping, where a side has one. */
  readonly files: Files;
  readonly isReading: boolean;
  /** Reads a side through another mapping, or as it is, and proposes its columns anew. */
  readonly choose: (side: Side, mappingId: string | null) => Promise<void>;
}

/** The two files of a definition by the columns that it can name: a side with a mapping has the mapping's fields. */
export function useReadThrough(spec: LedgerSpec, raw: Files, onChange: (spec: LedgerSpec) => void): ReadThrough {
  const [isReading, setIsReading] = useState(false);
  const files = {
    left: useMappedFile(raw.left, spec.left.mappingId),
    right: useMappedFile(raw.right, spec.right.mappingId),
  };
  const choose = async (side: Side, mappingId: string | null): Promise<void> => {
    const { path } = raw[side];
    // Without a file there are no columns to propose.
    if (path === '') return onChange({ ...spec, [side]: { ...spec[side], mappingId } });
    setIsReading(true);
    try {
      const file = mappingId === null ? raw[side] : await client.ledger.peek({ path, mappingId });
      const guess = await client.ledger.guess({ ...files, [side]: file });
      onChange({ ...spec, [side]: { ...guess[side], name: spec[side].name, mappingId }, fields: guess.fields });
    } catch (error) {
      sayFailed(error);
    } finally {
      setIsReading(false);
    }
  };
  return { files, isReading, choose };
}

function useMappedFile(file: PeekedFile, mappingId: string | null): PeekedFile {
  const input = { path: file.path, ...(mappingId === null ? {} : { mappingId }) };
  const peeked = useQuery(api.ledger.peek.queryOptions({ input, enabled: mappingId !== null && file.path !== '', retry: false }));
  return mappingId === null ? file : (peeked.data ?? file);
}

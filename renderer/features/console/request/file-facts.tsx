import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../../app/client.ts';
import { asFault } from '../../../app/fault-of.ts';
import { formatBytes } from '../../../ui/format.ts';
import { Mark } from '../../../ui/mark.tsx';

const settleMs = 250;

/** What would be sent of a file: how large it is and what kind, or that it is not there. */
export function FileFacts({ path }: { readonly path: string }): ReactElement | null {
  const [settled] = useDebouncedValue(path, settleMs);
  // A value that is filled in on Send is not a path yet.
  const isTemplate = settled.includes('{{');
  const file = useQuery(
    api.requests.file.queryOptions({ input: { path: settled }, enabled: !isTemplate && settled !== '', retry: false, staleTime: 0 }),
  );
  if (isTemplate || settled === '') return null;
  if (file.error) {
    return (
      <p className="con-file-facts" data-missing>
        <Mark state="soon" /> {asFault(file.error).data.happened}
      </p>
    );
  }
  if (!file.data) return null;
  return (
    <p className="con-file-facts">
      {file.data.name} · {formatBytes(file.data.byteLength)} · {file.data.mediaType}
    </p>
  );
}

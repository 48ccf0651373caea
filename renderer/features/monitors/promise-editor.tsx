import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { PromiseSheet } from './promise-sheet.tsx';

/** The form of a promise that is there already. */
export function PromiseEditor({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const detail = useQuery(api.monitors.promise.queryOptions({ input: { id } }));
  return detail.data ? <PromiseSheet promise={{ id, settings: detail.data.settings }} onClose={onClose} /> : null;
}

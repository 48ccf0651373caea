import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from './client.ts';
import { asFault } from './fault-of.ts';
import { go } from './navigate.ts';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toast.ts';

/** Watches a saved request with one click; leads to its monitor when it is watched already, says why when it may not be. */
export function MonitorThis({ savedRequestId }: { readonly savedRequestId: string }) {
  const candidates = useQuery(api.monitors.candidates.queryOptions({ input: {} }));
  const [isSaving, setIsSaving] = useState(false);
  const one = candidates.data?.find((candidate) => candidate.savedRequestId === savedRequestId);
  if (!one) return null;
  const [monitorId] = one.monitorIds;
  if (monitorId !== undefined) {
    return (
      <Button small kind="quiet" onClick={() => go({ place: 'monitors', kind: 'monitor', id: monitorId })}>
        Open its monitor
      </Button>
    );
  }
  const add = async (): Promise<void> => {
    setIsSaving(true);
    try {
      const monitor = await client.monitors.add({ savedRequestId });
      go({ place: 'monitors', kind: 'monitor', id: monitor.id });
    } catch (error) {
      const { happened, remedy } = asFault(error).data;
      toast({ words: `${happened} ${remedy}`, state: 'broken' });
    }
    setIsSaving(false);
  };
  return (
    <Button
      small
      kind="quiet"
      icon={<IconPlus size={14} stroke={1.6} />}
      loading={isSaving}
      disabled={one.refusal !== null}
      title={one.refusal ?? 'Check it every 5 minutes while the app is open'}
      onClick={() => void add()}
    >
      Monitor this
    </Button>
  );
}

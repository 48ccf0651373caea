import { shell } from '../../../app/shell-bridge.ts';
import { usePaletteActions } from '../../../app/palette.ts';
import { go } from '../../../app/navigate.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { client } from '../../../app/client.ts';
import { sayFailed } from '../../../ui/say-failed.ts';
import { toast } from '../../../ui/toast.ts';
import { compareWithNow } from '../answer/compare/compare-with-now.ts';
import { useHistoryTask } from './history-tasks.ts';

/** Holds two exchanges against each other; with one, its request is sent again and compared with what comes now. */
export function compare(ids: readonly string[]): void {
  const [left, right] = ids;
  if (left === undefined) return;
  if (right === undefined) void compareWithNow(left);
  else go({ place: 'console', kind: 'diff', id: `${left}~${right}` });
}

/** Every id of some exchanges, one a line, as support asks for them. */
export async function copyIds(ids: readonly string[]): Promise<void> {
  try {
    const exchanges = await Promise.all(ids.map((id) => client.console.exchange({ id })));
    const lines = exchanges.map(
      ({ correlationId, vendorRequestId }) =>
        `correlation ${correlationId}${vendorRequestId === null ? '' : `  vendor ${vendorRequestId}`}`,
    );
    await shell.call('copyText', { text: lines.join('\n') });
    toast({ words: ids.length === 1 ? 'IDs copied' : `IDs of ${ids.length} calls copied` });
  } catch (error) {
    sayFailed(error);
  }
}

/** The keys and palette entries for what is selected, or for the row that the keyboard is at. */
export function useHistoryKeys(ids: readonly string[]): void {
  const begin = useHistoryTask((state) => state.begin);
  const hasAny = ids.length > 0;
  const isPair = ids.length === 2;
  useShortcut('c', 'Compare the two selected, or one with now', () => compare(ids), isPair || ids.length === 1);
  useShortcut('b', 'Support bundle for the vendor', () => begin('bundle', ids), hasAny);
  useShortcut('a', 'Attach to an incident', () => begin('attach', ids), hasAny);
  useShortcut('s', 'Save as request', () => begin('save', ids), ids.length === 1);
  useShortcut('y', 'Copy IDs', () => void copyIds(ids), hasAny);
  usePaletteActions('history', [
    ...(isPair ? [{ words: 'Compare the two selected calls', keys: 'c', run: () => compare(ids) }] : []),
    ...(hasAny
      ? [
          { words: 'Support bundle for the vendor', keys: 'b', run: () => begin('bundle', ids) },
          { words: 'Attach to an incident', keys: 'a', run: () => begin('attach', ids) },
          { words: 'Copy the IDs', keys: 'y', run: () => void copyIds(ids) },
        ]
      : []),
    ...(ids.length === 1 ? [{ words: 'Save as request', keys: 's', run: () => begin('save', ids) }] : []),
  ]);
}

import type { RunDetail } from '../../../shared/contract/runbooks.ts';
import { client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { go } from '../../app/navigate.ts';
import { shell } from '../../app/shell-bridge.ts';
import { toast } from '../../ui/toast.ts';

/** Does something with a runbook or a run, says that it is done, or why it is not. Returns what came of it. */
export async function attempt<T>(words: string | null, work: () => Promise<T>): Promise<T | null> {
  try {
    const result = await work();
    if (words !== null) toast({ words });
    return result;
  } catch (error) {
    const { code, happened, remedy } = asFault(error).data;
    if (code !== 'cancelled') toast({ words: `${happened} ${remedy}`, state: 'broken' });
    return null;
  }
}

export interface StartOptions {
  readonly isDrill?: boolean;
  readonly subjectPersonId?: string | null;
  readonly reason?: string;
}

/** Starts a run and goes to it. */
export async function startAndOpen(runbookId: string, options: StartOptions = {}): Promise<RunDetail | null> {
  const detail = await attempt(null, () =>
    client.runbooks.start({
      runbookId,
      isDrill: options.isDrill ?? false,
      subjectPersonId: options.subjectPersonId ?? null,
      reason: options.reason ?? '',
    }),
  );
  if (detail) go({ place: 'runbooks', kind: 'run', id: detail.run.id });
  return detail;
}

/** Saves a runbook or a run as Markdown or PDF, where the person says. */
export async function saveExport(what: 'run' | 'runbook', id: string, format: 'markdown' | 'pdf'): Promise<void> {
  await attempt(null, async () => {
    const file = what === 'run' ? await client.runbooks.exportRun({ id, format }) : await client.runbooks.exportRunbook({ id, format });
    const bytes = Uint8Array.from(atob(file.base64), (char) => char.codePointAt(0) ?? 0);
    const saved = await saveFile(file.fileName, bytes, format === 'markdown');
    if (saved !== null) toast({ words: `Saved as ${saved}` });
  });
}

/** Asks where to save; null when the person changed their mind. */
export async function saveFile(suggestedName: string, bytes: Uint8Array<ArrayBuffer>, isText: boolean): Promise<string | null> {
  if (isText) return shell.call('saveText', { suggestedName, text: new TextDecoder().decode(bytes) });
  return shell.call('saveBytes', { suggestedName, bytes });
}

import type { FlowDetail, FlowRun, RunRow } from '../../../shared/contract/flows.ts';
import type { FlowSpec } from '../../../shared/domain/flows/flow-spec.ts';
import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { shell } from '../../app/shell-bridge.ts';
import { sayFailed } from '../../ui/say-failed.ts';
import { toast } from '../../ui/toast.ts';
import { changeWithUndo, offerUndo } from '../../ui/undo-last.ts';
import { createSpecEdits, type Began } from './spec-edits.ts';

const editSpec = createSpecEdits(client.flows);

/** Changes what a flow does, upon what it is then; it can be taken back. Returns whether it was not refused. */
export async function changeSpec(
  { id }: Pick<FlowDetail, 'id'>,
  words: string,
  edit: (spec: FlowSpec) => FlowSpec,
  began?: Began,
): Promise<boolean> {
  try {
    if (await editSpec(id, edit, began)) offerUndo(words, 'flow', id);
    return true;
  } catch (error) {
    sayFailed(error);
    return false;
  }
}

export const changeFlow = (id: string, words: string, change: () => Promise<unknown>): Promise<boolean> =>
  changeWithUndo(words, 'flow', id, change);

export async function duplicateFlow(id: string): Promise<void> {
  try {
    const made = await client.flows.duplicate({ id });
    go({ place: 'console', kind: 'flow', id: made.id });
    toast({ words: `“${made.name}” made` });
  } catch (error) {
    sayFailed(error);
  }
}

export async function removeFlow({ id, name }: Pick<FlowDetail, 'id' | 'name'>): Promise<void> {
  if (await changeFlow(id, `“${name}” removed; its runs stay`, () => client.flows.remove({ id }))) go({ place: 'console', kind: 'flows' });
}

/** Writes a report, the result file or the receipt of a run where the person says. */
export async function saveReport(
  run: Pick<FlowRun, 'id'>,
  format: 'junit' | 'json' | 'html' | 'csv' | 'receipt' | 'receipt-pdf',
): Promise<void> {
  try {
    const { fileName, base64 } = await client.flows.export({ id: run.id, format });
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const file =
      format === 'receipt-pdf'
        ? await shell.call('saveBytes', { suggestedName: fileName, bytes })
        : await shell.call('saveText', { suggestedName: fileName, text: new TextDecoder().decode(bytes) });
    if (file !== null) toast({ words: `Written: ${file}`, state: 'holds' });
  } catch (error) {
    sayFailed(error);
  }
}

export async function settleRow(
  run: Pick<FlowRun, 'id'>,
  row: Pick<RunRow, 'row'>,
  as: 'took_effect' | 'not_sent' | 'close',
): Promise<void> {
  try {
    const settled = await client.flows.settle({ runId: run.id, row: row.row, as });
    toast({ words: `Row ${row.row}: ${settled.words}` });
  } catch (error) {
    sayFailed(error);
  }
}

export async function stopRun({ id }: Pick<FlowRun, 'id'>): Promise<void> {
  try {
    await client.flows.stop({ id });
    toast({ words: 'Stopping: the call on its way comes back first' });
  } catch (error) {
    sayFailed(error);
  }
}

import type { FlowDetail, FlowRun, RunRow } from '../../../shared/contract/flows.ts';
import type { FlowPart, FlowSpec, FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { shell } from '../../app/shell-bridge.ts';
import { sayFailed } from '../../ui/say-failed.ts';
import { toast } from '../../ui/toast.ts';
import { changeWithUndo } from '../../ui/undo-last.ts';

/** Changes what a flow does; it can be taken back. */
export const changeSpec = (flow: Pick<FlowDetail, 'id'>, words: string, spec: FlowSpec): Promise<boolean> =>
  changeWithUndo(words, 'flow', flow.id, () => client.flows.update({ id: flow.id, spec }));

export const changeFlow = (id: string, words: string, change: () => Promise<unknown>): Promise<boolean> =>
  changeWithUndo(words, 'flow', id, change);

export const withStep = (spec: FlowSpec, part: FlowPart, step: FlowStep): FlowSpec => ({
  ...spec,
  [part]: spec[part].some(({ id }) => id === step.id) ? spec[part].map((one) => (one.id === step.id ? step : one)) : [...spec[part], step],
});

export const withoutStep = (spec: FlowSpec, part: FlowPart, id: string): FlowSpec => ({
  ...spec,
  [part]: spec[part].filter((one) => one.id !== id),
});

/** The step one place up (-1) or down (1) in its part. */
export function withMoved(spec: FlowSpec, part: FlowPart, id: string, by: -1 | 1): FlowSpec {
  const steps = [...spec[part]];
  const at = steps.findIndex((one) => one.id === id);
  const [moved] = steps.splice(at, 1);
  if (moved === undefined || at + by < 0 || at + by > steps.length) return spec;
  steps.splice(at + by, 0, moved);
  return { ...spec, [part]: steps };
}

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

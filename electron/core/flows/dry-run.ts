import type { DryRow, PeekedRows } from '../../../shared/contract/flows.ts';
import { stepsOf, type FlowSpec } from '../../../shared/domain/flows/flow-spec.ts';
import { drawValues, withDrawn } from '../../../shared/domain/flows/drawn-values.ts';
import { asText } from '../../../shared/domain/flows/answer-facts.ts';
import { createRedactor } from '../../../shared/domain/redaction/redact.ts';
import { isVariableName } from '../../../shared/domain/console/placeholders.ts';
import { fillText, nameOfColumn, valuesOfRow } from '../../../shared/domain/flows/values.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { type GivenForRun, rowsWithValues, specForRun } from './given-for-run.ts';
import { readFlow } from './problems.ts';
import { readData, type DataFile } from './read-data.ts';
import { resolveCall } from './resolve-call.ts';
import { secretColumns, shownSecret } from './sealed-columns.ts';
import { requireFlow, specOf } from './store.ts';

const shownRows = 3;

/** Reads a file and resolves the calls of its first three rows, without sending anything. Without a file: the one row that a run would have. */
export async function peekRows(
  engine: Engine,
  actor: Actor,
  flowId: string,
  { data: input, ...given }: GivenForRun & { readonly data: DataFile | null },
  signal?: AbortSignal,
): Promise<PeekedRows> {
  const spec = specForRun(engine.db, specOf(requireFlow(engine.db, flowId)), given);
  const data = input === null ? null : await readData(input, actor, signal);
  const { asksFor } = readFlow(engine.db, spec);
  const columns = (data?.columns ?? []).map((column) => ({ column, name: nameOfColumn(column) }));
  const names = new Set([...columns.map(({ name }) => name), ...Object.keys(given.values ?? {})]);
  const rows = rowsWithValues(data, given).slice(0, shownRows);
  return {
    fileName: data?.fileName ?? '',
    rows: data?.rows.length ?? 1,
    columns,
    unreadable: data?.unreadable ?? 0,
    missing: asksFor.filter((name) => !names.has(name)),
    dry: rows.map((row, at) => dryRow(engine, spec, row, at + 1)),
  };
}

function dryRow(engine: Engine, spec: FlowSpec, data: Readonly<Record<string, unknown>>, row: number): DryRow {
  const given: Record<string, string> = valuesOfRow(data, row);
  // What will lie sealed is not shown either.
  const ofColumns = createRedactor(secretColumns(data).map(([column, value]) => ({ label: column, value: asText(value) })));
  const redact = (text: string): string => engine.secrets.redactor().text(ofColumns.text(text));
  const calls: DryRow['calls'] = [];
  for (const { part, step } of stepsOf(spec)) {
    if (part !== 'steps') for (const { name } of step.captures) given[name] ??= `‹${name}›`;
    if (part === 'steps') {
      const found = resolveCall(engine.db, spec, step);
      const own: Record<string, string> = { ...given };
      const { clock } = engine;
      const drawn = drawValues(step.values, () => ({ now: clock.now(), newId: clock.newId, random: Math.random }));
      for (const { name, value } of withDrawn(step.values, drawn)) own[name] = fillText(value, own);
      const shown = { name: step.name, condition: step.condition };
      if (found.kind === 'fault') calls.push({ ...shown, method: found.method, url: found.path, body: null, problem: found.words });
      else {
        const { draft } = found.call;
        const variables = { ...draft.variables, ...Object.fromEntries(Object.entries(own).filter(([name]) => isVariableName(name))) };
        const checked = engine.console.check({ ...draft, variables }, engine.person.id);
        const body = draft.content.kind === 'text' ? draft.body : null;
        const filled = { ...Object.fromEntries(checked.filledIn.map(({ name, value }) => [name, value])), ...variables };
        calls.push({
          ...shown,
          method: draft.method,
          url: redact(readable(checked.url)),
          body: body === null ? null : redact(fillText(body, filled)),
          problem: checked.fault?.happened ?? null,
        });
      }
      for (const { name } of step.captures) given[name] = `‹${name}›`;
    }
  }
  const shown = { ...data, ...Object.fromEntries(secretColumns(data).map(([column]) => [column, shownSecret])) };
  return { row, data: Object.fromEntries(Object.entries(valuesOfRow(shown, row)).filter(([name]) => name !== 'row.number')), calls };
}

/** What only an answer can give is shown as it is named, not as percent signs. */
const readable = (url: string): string =>
  url.replaceAll(/%E2%80%B9(.*?)%E2%80%BA|%7B%7B(.*?)%7D%7D/g, (_whole, captured?: string, missing?: string) =>
    captured === undefined ? `{{${decodeURIComponent(missing ?? '')}}}` : `‹${decodeURIComponent(captured)}›`,
  );

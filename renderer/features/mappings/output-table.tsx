import type { ReactElement } from 'react';
import type { MappingDetail, OutputRow } from '../../../shared/contract/mappings.ts';
import { isoExponent } from '../../../shared/domain/mappings/currency-exponents.ts';
import { errorWords } from '../../../shared/domain/mappings/rule-words.ts';
import { formatCount } from '../../ui/format.ts';
import { Mark, type StandingState } from '../../ui/mark.tsx';
import { readsAs, shortPath } from './mapping-words.ts';
import { useMappingsStore } from './mappings-store.ts';
import './output-table.css';

export interface FieldOutput {
  readonly rows: readonly OutputRow[];
  readonly columns: readonly string[];
  readonly changed: number;
  readonly total: number;
}

interface OutputTableProps {
  readonly detail: MappingDetail;
  readonly field: string;
  readonly output: FieldOutput | undefined;
  readonly row: number;
}

/** What the chosen field becomes on real rows: in the active revision, in the draft, and how it reads. */
export function OutputTable({ detail, field, output, row }: OutputTableProps): ReactElement {
  const { open, chooseRow } = useMappingsStore();
  const { draft, active, spec } = detail;
  const isMoney = spec.destination.fields.find(({ name }) => name === field)?.type === 'money';
  const hasBefore = output?.rows.some((one) => one.before !== undefined) ?? false;
  const fits = hasBefore ? 2 : 3;
  return (
    <section className="map-out" aria-label="Output on real rows">
      <div className="map-out-title">
        <h2>Output on {output ? output.rows.length : 0} real rows</h2>
        <span className="map-faint ellipsis">
          {output === undefined || output.total === 0
            ? 'show it on a file to see rows'
            : hasBefore
              ? `draft ${draft?.number} changes ${field} in ${formatCount(output.changed)} of ${formatCount(output.total)}`
              : `${field} in ${formatCount(output.total)} rows of ${detail.sample?.fileName ?? 'the sample'}`}
        </span>
        {output && output.total > 0 ? (
          <button type="button" className="map-door" onClick={() => open('rows')}>
            Other rows
          </button>
        ) : null}
      </div>
      {output && output.rows.length > 0 ? (
        <table aria-label={`${field} on real rows`}>
          <thead>
            <tr>
              <th className="first">Row</th>
              {output.columns.slice(0, fits).map((path) => (
                <th key={path} title={path}>
                  {shortPath(path, 16)}
                </th>
              ))}
              {hasBefore ? <th className="r">Active {active?.number}</th> : null}
              <th className="r">
                {draft && detail.revision.state === 'draft' ? `Draft ${draft.number}` : `Active ${active?.number ?? ''}`}
              </th>
              {isMoney ? <th className="r">Reads as</th> : null}
              <th>Result</th>
            </tr>
          </thead>
          <tbody>
            {output.rows.map((one) => {
              const result = resultOf(one, detail);
              const currency = Object.values(one.source).find((value) => isoExponent(value.toUpperCase()) !== undefined);
              return (
                <tr key={one.row} className={one.row === row ? 'here' : undefined} onClick={() => chooseRow(detail.id, one.row)}>
                  <td className="first">
                    <button type="button" className="map-row" aria-pressed={one.row === row} onClick={() => chooseRow(detail.id, one.row)}>
                      {one.row}
                    </button>
                  </td>
                  {output.columns.slice(0, fits).map((path) => (
                    <td key={path} className="m" title={one.source[path]}>
                      {one.source[path]}
                    </td>
                  ))}
                  {hasBefore ? (
                    <td className="r quiet" title={text(one.before)}>
                      {one.beforeOutcome === 'written' ? text(one.before) : one.beforeOutcome}
                    </td>
                  ) : null}
                  <td className={`r ${result.state === 'broken' ? 'bad' : 'strong'}`} title={text(one.after)}>
                    {one.outcome === 'written' ? text(one.after) : 'none'}
                  </td>
                  {isMoney ? <td className="r">{one.outcome === 'written' ? readsAs(one.after, true, currency) : 'no row'}</td> : null}
                  <td>
                    <span className={`map-state ${result.tone}`} title={result.words}>
                      <Mark state={result.state} />
                      <span className="ellipsis">{result.words}</span>
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}

const text = (value: OutputRow['after'] | undefined): string => (value === undefined ? '' : value === null ? 'null' : String(value));

function resultOf(row: OutputRow, detail: MappingDetail): { state: StandingState; tone: string; words: string } {
  const [error] = row.errors;
  const failing = detail.goldens.find(({ number, failures }) => number === row.golden && failures.length > 0);
  if (failing) return { state: 'broken', tone: 'bad', words: `wrong, golden sample ${failing.number}` };
  if (row.outcome !== 'written') return { state: 'soon', tone: 'soon', words: `${row.outcome}: ${errorWords(error?.code ?? '')}` };
  if (error) return { state: 'soon', tone: 'soon', words: `flagged: ${errorWords(error.code)}` };
  if (row.before === undefined) return { state: 'holds', tone: '', words: 'written' };
  if (row.beforeOutcome === row.outcome && row.before === row.after) return { state: 'no data', tone: 'quiet', words: 'as before' };
  return { state: 'holds', tone: 'good', words: row.beforeOutcome === 'written' ? 'changed by the draft' : 'written by the draft' };
}

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { PeekedFile } from '../../../shared/contract/ledger.ts';
import {
  timeFormats,
  type LedgerSpec,
  type SideSpec,
  type TimeFormat,
  type TimeSource,
} from '../../../shared/domain/ledger/ledger-spec.ts';
import { timeFormatOf } from '../../../shared/domain/ledger/guess-spec.ts';
import { api } from '../../app/client.ts';
import { ComparedRows } from './compared-rows.tsx';
import { Choice, Columns, noColumn, Sample, ToleranceInput } from './spec-inputs.tsx';
import { useReadThrough } from './use-read-through.ts';
import './spec-form.css';

export interface SpecFormProps {
  readonly spec: LedgerSpec;
  readonly left: PeekedFile;
  readonly right: PeekedFile;
  readonly onChange: (spec: LedgerSpec) => void;
}

type Side = 'left' | 'right';

/** What is compared: for each line the left column, the right column and how far they may lie apart, with a value of each beside it. */
export function SpecForm({ spec, left, right, onChange }: SpecFormProps): ReactElement {
  const { files, isReading, choose } = useReadThrough(spec, { left, right }, onChange);
  const mappings = useQuery(api.mappings.list.queryOptions({ input: {} }));
  const change = (side: Side, patch: Partial<SideSpec>): void => onChange({ ...spec, [side]: { ...spec[side], ...patch } });
  const setTime = (side: Side, column: string): void => {
    const other = side === 'left' ? 'right' : 'left';
    const time: TimeSource | null =
      column === noColumn ? null : { column, format: formatOf(files[side], column), offsetMinutes: spec[side].time?.offsetMinutes ?? 0 };
    const isGone = time === null;
    onChange({
      ...spec,
      [side]: { ...spec[side], time },
      [other]: { ...spec[other], time: isGone ? null : spec[other].time },
      settleDays: isGone ? null : spec.settleDays,
    });
  };
  const both = (draw: (side: Side) => ReactElement): ReactElement => (
    <>
      <td>{draw('left')}</td>
      <td>{draw('right')}</td>
    </>
  );
  const hasTimes = spec.left.time !== null && spec.right.time !== null;
  return (
    <table className="led-pairs">
      <colgroup>
        <col style={{ width: 84 }} />
        <col />
        <col />
        <col style={{ width: 176 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Compare</th>
          <th scope="col">Left</th>
          <th scope="col">Right</th>
          <th scope="col">Agrees when</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>Side</td>
          {both((side) => (
            <input
              type="text"
              aria-label={`Name of the ${side} side`}
              value={spec[side].name}
              maxLength={80}
              onChange={(event) => change(side, { name: event.currentTarget.value })}
            />
          ))}
          <td />
        </tr>
        {(mappings.data?.length ?? 0) > 0 ? (
          <tr>
            <td>Read</td>
            {both((side) => (
              <Choice
                label={`Mapping of the ${side} side`}
                value={spec[side].mappingId ?? noColumn}
                isDisabled={isReading}
                items={[
                  { value: noColumn, label: 'as it is' },
                  ...(mappings.data ?? [])
                    .filter(({ id, active }) => active !== null || id === spec[side].mappingId)
                    .map((one) => ({ value: one.id, label: `through ${one.name}` })),
                ]}
                onChange={(id) => void choose(side, id === noColumn ? null : id)}
              />
            ))}
            <td className="faint">columns are then its fields</td>
          </tr>
        ) : null}
        <tr>
          <td>Key</td>
          {both((side) => (
            <>
              <Columns
                label={`Key of the ${side} side`}
                file={files[side]}
                value={spec[side].key[0] ?? ''}
                onChange={(column) => change(side, { key: [column, ...spec[side].key.slice(1)] })}
              />
              <Sample file={files[side]} column={spec[side].key[0] ?? ''} />
            </>
          ))}
          <td>
            <Choice
              label="Case of the key"
              value={spec.keyCase}
              items={[
                { value: 'exact', label: 'the same' },
                { value: 'ignore', label: 'the same, any case' },
              ]}
              onChange={(keyCase) => onChange({ ...spec, keyCase })}
            />
          </td>
        </tr>
        <tr>
          <td>Amount</td>
          {both((side) => (
            <>
              <Columns
                label={`Amount of the ${side} side`}
                file={files[side]}
                value={spec[side].amount.column}
                onChange={(column) => change(side, { amount: { ...spec[side].amount, column } })}
              />
              <Sample file={files[side]} column={spec[side].amount.column} />
            </>
          ))}
          <td>
            <ToleranceInput
              label="Amount"
              type="money"
              value={spec.amountTolerance}
              onChange={(amountTolerance) => onChange({ ...spec, amountTolerance })}
            />
          </td>
        </tr>
        <tr>
          <td>in</td>
          {both((side) => (
            <Choice
              label={`Unit of the ${side} amount`}
              value={`${spec[side].amount.unit} ${spec[side].amount.decimalMark}`}
              items={[
                { value: 'major point', label: 'major units, 419.00' },
                { value: 'major comma', label: 'major units, 419,00' },
                { value: 'minor point', label: 'minor units, 41900' },
              ]}
              onChange={(value) =>
                change(side, {
                  amount: {
                    column: spec[side].amount.column,
                    unit: value.startsWith('minor') ? 'minor' : 'major',
                    decimalMark: value.endsWith('comma') ? 'comma' : 'point',
                  },
                })
              }
            />
          ))}
          <td />
        </tr>
        <tr>
          <td>Currency</td>
          {both((side) => {
            const { currency } = spec[side];
            return (
              <Choice
                label={`Currency of the ${side} side`}
                value={'column' in currency ? `column ${currency.column}` : `always ${currency.constant}`}
                items={[
                  ...files[side].columns.map((column) => ({ value: `column ${column}`, label: column })),
                  ...[...new Set(['constant' in currency ? currency.constant : 'EUR', 'EUR', 'USD', 'GBP', 'JPY', 'CHF'])].map((code) => ({
                    value: `always ${code}`,
                    label: `always ${code}`,
                  })),
                ]}
                onChange={(value) =>
                  change(side, { currency: value.startsWith('always ') ? { constant: value.slice(7) } : { column: value.slice(7) } })
                }
              />
            );
          })}
          <td className="faint">the same; never converted</td>
        </tr>
        <tr>
          <td>Time</td>
          {both((side) => (
            <>
              <Columns
                label={`Time of the ${side} side`}
                file={files[side]}
                value={spec[side].time?.column ?? noColumn}
                canBeNone
                onChange={(column) => setTime(side, column)}
              />
              {spec[side].time === null ? null : (
                <Choice
                  label={`How the ${side} time is written`}
                  value={spec[side].time?.format ?? 'iso'}
                  items={timeFormats.map((format) => ({ value: format, label: format === 'iso' ? '2026-11-20 (ISO 8601)' : format }))}
                  onChange={(format) =>
                    change(side, { time: { offsetMinutes: 0, ...spec[side].time, column: spec[side].time?.column ?? '', format } })
                  }
                />
              )}
            </>
          ))}
          <td>
            {hasTimes ? (
              <ToleranceInput
                label="Time"
                type="time"
                value={spec.timeTolerance}
                onChange={(timeTolerance) => onChange({ ...spec, timeTolerance })}
              />
            ) : null}
          </td>
        </tr>
        {hasTimes ? (
          <tr>
            <td>Settles</td>
            <td colSpan={3}>
              <Choice
                label="How long the other side may take"
                value={spec.settleDays === null ? 'none' : String(spec.settleDays)}
                items={[
                  { value: 'none', label: 'at once: a record must be on both sides' },
                  ...[...new Set([1, 2, 3, 5, 7, 14, 30, ...(spec.settleDays === null ? [] : [spec.settleDays])])]
                    .toSorted((a, b) => a - b)
                    .map((days) => ({
                      value: String(days),
                      label: `within ${days} ${days === 1 ? 'day' : 'days'}: until then it waits, after it is late`,
                    })),
                ]}
                onChange={(value) => onChange({ ...spec, settleDays: value === 'none' ? null : Number(value) })}
              />
            </td>
          </tr>
        ) : null}
        <ComparedRows spec={spec} left={files.left} right={files.right} onChange={onChange} />
      </tbody>
    </table>
  );
}

/** How the column's values are written; ISO where they could be read two ways, for the person to correct. */
function formatOf(file: PeekedFile, column: string): TimeFormat {
  return timeFormatOf(file.rows.map((row) => (row[column] ?? '').trim()).filter((text) => text !== '')) ?? 'iso';
}

import type { ReactElement } from 'react';
import type { Check } from '../../shared/domain/flows/flow-spec.ts';
import { CellPick, CellText, CellWord, FieldRows } from './field-rows.tsx';

const subjects: readonly { readonly value: Check['of']; readonly label: string }[] = [
  { value: 'status', label: 'Status' },
  { value: 'body', label: 'Body' },
  { value: 'header', label: 'Header' },
  { value: 'schema', label: 'Contract' },
  { value: 'duration', label: 'Time' },
  { value: 'size', label: 'Size' },
];

const operators: readonly { readonly value: Check['op']; readonly label: string }[] = [
  { value: 'eq', label: 'is' },
  { value: 'ne', label: 'is not' },
  { value: 'gt', label: 'is more than' },
  { value: 'lt', label: 'is less than' },
  { value: 'contains', label: 'contains' },
  { value: 'matches', label: 'matches' },
  { value: 'exists', label: 'is there' },
  { value: 'in', label: 'is one of' },
];

const firstOf: Readonly<Record<Check['of'], Pick<Check, 'op' | 'value' | 'path'>>> = {
  status: { op: 'eq', value: '200', path: '' },
  body: { op: 'exists', value: '', path: '$.' },
  header: { op: 'exists', value: '', path: '' },
  schema: { op: 'eq', value: '', path: '' },
  duration: { op: 'lt', value: '1000', path: '' },
  size: { op: 'lt', value: '1000000', path: '' },
};

/** What an answer has to be, one line each. */
export function CheckList({
  checks,
  onChange,
  takesValues = false,
}: {
  readonly checks: readonly Check[];
  readonly onChange: (checks: Check[]) => void;
  /** What is compared with may hold `{{names}}`. */
  readonly takesValues?: boolean;
}): ReactElement {
  return (
    <FieldRows<Check>
      rows={checks}
      onChange={onChange}
      make={() => ({
        of: checks.some(({ of }) => of === 'status') ? 'body' : 'status',
        ...firstOf[checks.some(({ of }) => of === 'status') ? 'body' : 'status'],
      })}
      addWords="Add check"
      removeWords="Remove check"
      renderCells={(check, change, at) => <Cells check={check} onChange={change} at={at + 1} takesValues={takesValues} />}
    />
  );
}

function Cells({
  check,
  onChange,
  at,
  takesValues,
}: {
  readonly check: Check;
  readonly onChange: (check: Check) => void;
  readonly at: number;
  readonly takesValues: boolean;
}): ReactElement {
  const { of, op } = check;
  return (
    <>
      <CellPick
        label={`What check ${at} looks at`}
        value={of}
        items={subjects}
        onChange={(next) => onChange({ ...check, of: next, ...firstOf[next] })}
      />
      {of === 'schema' && <CellWord>fits the answer</CellWord>}
      {(of === 'body' || of === 'header') && (
        <CellText
          label={of === 'body' ? `JSONPath of check ${at}` : `Header of check ${at}`}
          mono
          isLong
          value={check.path}
          placeholder={of === 'body' ? '$.status' : 'Content-Type'}
          onChange={(path) => onChange({ ...check, path })}
        />
      )}
      {of !== 'schema' && (
        <CellPick label={`How check ${at} compares`} value={op} items={operators} onChange={(next) => onChange({ ...check, op: next })} />
      )}
      {of !== 'schema' && op !== 'exists' && (
        <CellText
          label={`Value of check ${at}`}
          mono
          value={check.value}
          placeholder={op === 'in' ? '200, 201' : ''}
          takesValues={takesValues}
          onChange={(value) => onChange({ ...check, value })}
        />
      )}
      {of === 'duration' && op !== 'exists' && <CellWord>ms</CellWord>}
      {of === 'size' && op !== 'exists' && <CellWord>bytes</CellWord>}
    </>
  );
}

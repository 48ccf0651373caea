import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ComparedField } from '../../../shared/domain/ledger/ledger-spec.ts';
import { Button } from '../../ui/button.tsx';
import type { SpecFormProps } from './spec-form.tsx';
import { Columns, Sample, ToleranceInput } from './spec-inputs.tsx';

/** The other fields that have to agree. */
export function ComparedRows({ spec, left, right, onChange }: SpecFormProps): ReactElement {
  const set = (at: number, patch: Partial<ComparedField>): void =>
    onChange({ ...spec, fields: spec.fields.map((field, index) => (index === at ? { ...field, ...patch } : field)) });
  const remove = (at: number): void => onChange({ ...spec, fields: spec.fields.filter((_field, index) => index !== at) });
  const add = (): void => {
    const taken = new Set(spec.fields.map((field) => field.left));
    const column =
      left.columns.find((one) => !taken.has(one) && one !== spec.left.key[0] && one !== spec.left.amount.column) ?? left.columns[0] ?? '';
    const other = right.columns.includes(column) ? column : (right.columns[0] ?? '');
    onChange({
      ...spec,
      fields: [
        ...spec.fields,
        { name: freeName(column, spec.fields), type: 'text', left: column, right: other, ignoreCase: false, tolerance: { kind: 'exact' } },
      ],
    });
  };
  return (
    <>
      {spec.fields.map((field, index) => (
        <tr key={field.name}>
          <td>
            <span style={{ display: 'flex', alignItems: 'center', gap: 2 }}>
              <span className="ellipsis" title={field.name}>
                {field.name}
              </span>
              <Button
                small
                kind="quiet"
                aria-label={`Do not compare ${field.name}`}
                icon={<IconX size={12} stroke={1.6} aria-hidden="true" />}
                onClick={() => remove(index)}
              />
            </span>
          </td>
          <td>
            <Columns
              label={`${field.name}, left column`}
              file={left}
              value={field.left}
              onChange={(column) => set(index, { left: column })}
            />
            <Sample file={left} column={field.left} />
          </td>
          <td>
            <Columns
              label={`${field.name}, right column`}
              file={right}
              value={field.right}
              onChange={(column) => set(index, { right: column })}
            />
            <Sample file={right} column={field.right} />
          </td>
          <td>
            <ToleranceInput
              label={field.name}
              type={field.type}
              value={field.tolerance}
              onChange={(tolerance) => set(index, { tolerance })}
            />
          </td>
        </tr>
      ))}
      <tr>
        <td colSpan={4}>
          <Button small kind="quiet" icon={<IconPlus size={14} stroke={1.6} aria-hidden="true" />} onClick={add}>
            Compare another field
          </Button>
        </td>
      </tr>
    </>
  );
}

function freeName(column: string, fields: readonly ComparedField[]): string {
  const base = ['amount', 'currency', 'time'].includes(column.toLowerCase())
    ? `${column} column`
    : column.replaceAll(/[,\u001F]/g, ' ').slice(0, 70) || 'field';
  let name = base;
  for (let number = 2; fields.some((field) => field.name === name); number += 1) name = `${base} ${number}`;
  return name;
}

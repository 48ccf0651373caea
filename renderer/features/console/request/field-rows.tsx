import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ValueInput } from '../../../ui/value-input.tsx';

interface Field {
  readonly name: string;
  readonly value: string;
  readonly isOff: boolean;
}

export interface FieldRowsProps {
  readonly fields: readonly Field[];
  readonly onChange: (fields: { name: string; value: string; isOff: boolean }[]) => void;
}

/** The fields of a form: each can be left out of a send and stays written. */
export function FieldRows({ fields, onChange }: FieldRowsProps): ReactElement {
  const set = (index: number, next: Field | null): void =>
    onChange(fields.flatMap((field, at) => (at === index ? (next ? [{ ...next }] : []) : [{ ...field }])));
  return (
    <div className="con-scroll">
      {fields.length === 0 && <p className="con-none">Fields go as name=value, encoded. Add the first one.</p>}
      <ul className="con-rows">
        {fields.map((field, index) => {
          const name = field.name || `field ${index + 1}`;
          return (
            <li key={index} data-off={field.isOff || undefined}>
              <input
                type="checkbox"
                aria-label={`Send ${name}`}
                checked={!field.isOff}
                onChange={(event) => set(index, { ...field, isOff: !event.target.checked })}
              />
              <input
                className="con-input con-mono"
                aria-label={`Name of field ${index + 1}`}
                placeholder="name"
                spellCheck={false}
                value={field.name}
                onChange={(event) => set(index, { ...field, name: event.target.value })}
              />
              <ValueInput
                className="con-input con-mono"
                aria-label={`Value of ${name}`}
                placeholder="value"
                value={field.value}
                onChange={(value) => set(index, { ...field, value })}
              />
              <IconButton of={IconX} words={`Remove ${name}`} small onClick={() => set(index, null)} />
            </li>
          );
        })}
      </ul>
      <div className="con-add">
        <Button
          small
          kind="quiet"
          icon={<IconPlus size={14} stroke={1.6} aria-hidden="true" />}
          onClick={() => onChange([...fields.map((field) => ({ ...field })), { name: '', value: '', isOff: false }])}
        >
          Add a field
        </Button>
      </div>
    </div>
  );
}

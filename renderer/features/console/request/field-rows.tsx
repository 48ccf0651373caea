import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useFocusAdded } from '../../../ui/focus-added.ts';
import { ValueInput } from '../../../ui/value-input.tsx';
import { SentName } from './sent-name.tsx';

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
  const { list, willAdd } = useFocusAdded<HTMLUListElement>(fields.length);
  const add = (): void => {
    willAdd();
    onChange([...fields.map((field) => ({ ...field })), { name: '', value: '', isOff: false }]);
  };
  const set = (index: number, next: Field | null): void =>
    onChange(fields.flatMap((field, at) => (at === index ? (next ? [{ ...next }] : []) : [{ ...field }])));
  return (
    <div className="con-scroll">
      {fields.length === 0 && <p className="con-none">Fields go as name=value, encoded. Add the first one.</p>}
      <ul ref={list} className="con-rows">
        {fields.map((field, index) => {
          const name = field.name || `field ${index + 1}`;
          return (
            <li key={index} data-off={field.isOff || undefined}>
              <SentName
                row={field}
                place={`field ${index + 1}`}
                onChange={(change) => set(index, { ...field, ...change })}
                onPairs={(pairs) =>
                  onChange(fields.flatMap((one, at) => (at === index ? pairs.map((pair) => ({ ...pair, isOff: false })) : [{ ...one }])))
                }
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
        <Button small kind="quiet" icon={<IconPlus size={14} stroke={1.6} aria-hidden="true" />} onClick={add}>
          Add a field
        </Button>
      </div>
    </div>
  );
}

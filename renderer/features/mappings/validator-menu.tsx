import { Menu } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { DestinationType, Validator } from '../../../shared/domain/mappings/mapping-spec.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

type Kind = 'pattern' | 'length' | 'range' | 'one_of' | 'cel';

const kinds: readonly {
  readonly kind: Kind;
  readonly words: string;
  readonly label: string;
  readonly reason: string;
  readonly types?: readonly DestinationType[];
}[] = [
  { kind: 'one_of', words: 'One of some values', label: 'Values', reason: 'With commas between them.' },
  { kind: 'pattern', words: 'Matches a pattern', label: 'Pattern (RE2)', reason: 'The whole value has to match, for example [A-Z]{3}.' },
  {
    kind: 'range',
    words: 'Number in a range',
    label: 'From … to',
    reason: 'Two numbers with a comma; leave one out for no limit: 0, or ,100.',
  },
  { kind: 'length', words: 'Length of text', label: 'From … to', reason: 'Two numbers with a comma; leave one out for no limit.' },
  {
    kind: 'cel',
    words: 'Condition (CEL)',
    label: 'Condition',
    reason: 'value is what is written, row the source: value >= 0 && row.status != "x".',
  },
];

/** Adds a check on what is written; a row that does not hold is rejected until another policy is chosen. */
export function ValidatorMenu({ onAdd }: { readonly type: DestinationType; readonly onAdd: (validator: Validator) => void }): ReactElement {
  const [kind, setKind] = useState<(typeof kinds)[number] | null>(null);
  const [text, setText] = useState('');
  const add = (): void => {
    if (kind) onAdd({ ...checkOf(kind.kind, text.trim()), policy: 'reject_row' });
    setKind(null);
    setText('');
  };
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={220}>
        <Menu.Target>
          <button type="button" className="map-add">
            <IconShieldCheck size={14} stroke={1.6} aria-hidden="true" />
            Add check
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((one) => (
            <Menu.Item key={one.kind} onClick={() => setKind(one)}>
              {one.words}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {kind ? (
        <Dialog
          title={kind.words}
          opened
          onClose={() => setKind(null)}
          primary={{ words: 'Add check', run: add, disabled: text.trim() === '' }}
        >
          <TextField label={kind.label} reason={kind.reason} value={text} onChange={setText} autoFocus mono />
        </Dialog>
      ) : null}
    </>
  );
}

function checkOf(kind: Kind, text: string) {
  const limits = text.split(',').map((part) => (part.trim() === '' || Number.isNaN(Number(part)) ? null : Number(part)));
  const [min = null, max = null] = limits;
  switch (kind) {
    case 'pattern':
      return { check: 'pattern', pattern: text } as const;
    case 'one_of':
      return {
        check: 'one_of',
        values: text
          .split(',')
          .map((value) => value.trim())
          .filter(Boolean),
      } as const;
    case 'cel':
      return { check: 'cel', when: text, words: '' } as const;
    case 'range':
      return { check: 'range', min, max } as const;
    case 'length':
      return {
        check: 'length',
        min: min === null ? null : Math.max(0, Math.round(min)),
        max: max === null ? null : Math.max(0, Math.round(max)),
      } as const;
  }
}

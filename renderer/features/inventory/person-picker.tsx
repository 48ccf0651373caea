import { Combobox, useCombobox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../app/client.ts';
import { EditedInPlace } from '../../ui/edited-in-place.tsx';
import { sayFailed } from '../../ui/say-failed.ts';

interface PersonPickerProps {
  /** What the person is to the API, for screen readers: "Owner". */
  readonly label: string;
  readonly name: string | null;
  /** Said when nobody is chosen: "nobody". */
  readonly emptyWords: string;
  readonly onChoose: (person: { readonly id: string; readonly name: string } | null) => void;
}

const nobody = 'nobody';
const addNew = 'add';

/** A name that opens a searchable list of people; a name that is not there yet can be added. */
export function PersonPicker({ label, name, emptyWords, onChoose }: PersonPickerProps) {
  const [text, setText] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setText('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const people = useQuery(api.inventory.people.queryOptions({ input: {}, enabled: combobox.dropdownOpened }));
  const wanted = text.trim().toLowerCase();
  const shown = (people.data ?? []).filter((person) => person.name.toLowerCase().includes(wanted));
  const isNew = wanted !== '' && !shown.some((person) => person.name.toLowerCase() === wanted);

  const choose = async (value: string): Promise<void> => {
    combobox.closeDropdown();
    if (value === nobody) return onChoose(null);
    if (value !== addNew) {
      const person = people.data?.find((one) => one.id === value);
      return person && onChoose(person);
    }
    try {
      onChoose(await client.inventory.addPerson({ name: text.trim() }));
    } catch (error) {
      sayFailed(error);
    }
  };

  return (
    <EditedInPlace>
      <Combobox store={combobox} width={220} position="bottom-start" withinPortal={false} onOptionSubmit={(value) => void choose(value)}>
        <Combobox.Target withAriaAttributes={false}>
          <button
            type="button"
            className="inv-inline"
            aria-label={`${label}: ${name ?? emptyWords}. Change`}
            aria-haspopup="listbox"
            aria-expanded={combobox.dropdownOpened}
            onClick={() => combobox.toggleDropdown()}
          >
            {name ?? <span className="faint">{emptyWords}</span>}
          </button>
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Search
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            placeholder="Find or add a person"
            aria-label={`Find or add the ${label.toLowerCase()}`}
          />
          <Combobox.Options aria-label="People" mah={220} style={{ overflowY: 'auto' }}>
            {wanted === '' && name !== null ? <Combobox.Option value={nobody}>Nobody</Combobox.Option> : null}
            {shown.map((person) => (
              <Combobox.Option key={person.id} value={person.id} active={person.name === name}>
                {person.name}
              </Combobox.Option>
            ))}
            {isNew ? <Combobox.Option value={addNew}>Add {text.trim()}</Combobox.Option> : null}
            {shown.length === 0 && !isNew ? <Combobox.Empty>Type a name to add a person</Combobox.Empty> : null}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </EditedInPlace>
  );
}

import { Select } from '@mantine/core';
import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { fieldProps, type FieldProps } from './field.ts';

export interface SelectFieldProps<V extends string> extends FieldProps {
  readonly value: V | null;
  readonly onChange: (value: V | null) => void;
  readonly items: readonly { readonly value: V; readonly label: string; readonly disabled?: boolean }[];
  /** Lets a person type to find an item; set it for more than about ten. */
  readonly searchable?: boolean;
  /** Lets a person choose nothing. */
  readonly clearable?: boolean;
}

/** Letters that follow each other sooner than this are one word. */
const lettersMs = 800;

/** One of several. */
export function SelectField<V extends string>({
  value,
  onChange,
  items,
  searchable = false,
  clearable = false,
  ...rest
}: SelectFieldProps<V>): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const letters = useRef(0);
  /**
   * What stands in the field is replaced by what is typed; after the click has set its caret, and after a choice has set its words. Not
   * what was typed before the frame came.
   */
  const selectWords = (): void => {
    const { current } = letters;
    requestAnimationFrame(() => current === letters.current && input.current?.select());
  };
  // Letters choose in a field that cannot be typed in, as in every other list: the first that begins with what was typed lately.
  const typed = useRef({ text: '', at: 0 });
  const chooseByLetter = (event: KeyboardEvent): void => {
    if (searchable || event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
    const isGoingOn = event.timeStamp - typed.current.at < lettersMs;
    const text = (isGoingOn ? typed.current.text : '') + event.key.toLowerCase();
    typed.current = { text, at: event.timeStamp };
    const found = items.find(({ label, disabled }) => disabled !== true && label.toLowerCase().startsWith(text));
    if (found === undefined) return;
    event.preventDefault();
    onChange(found.value);
  };
  return (
    <Select
      ref={input}
      {...fieldProps(rest)}
      value={value}
      data={items.map((item) => ({ ...item }))}
      searchable={searchable}
      clearable={clearable}
      allowDeselect={clearable}
      checkIconPosition="right"
      comboboxProps={{ shadow: 'md', transitionProps: { duration: 80 } }}
      openOnFocus={false}
      // What is typed chooses the first that fits: Enter must never leave the former choice standing.
      selectFirstOptionOnChange={searchable}
      onKeyDown={chooseByLetter}
      onInput={() => void (letters.current += 1)}
      onFocus={searchable ? selectWords : undefined}
      onClick={searchable ? selectWords : undefined}
      onOptionSubmit={searchable ? selectWords : undefined}
      nothingFoundMessage="Nothing fits"
      onChange={(next) => onChange(items.find((item) => item.value === next)?.value ?? null)}
    />
  );
}

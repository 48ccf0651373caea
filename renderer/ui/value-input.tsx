import { use, useId, useState, type ComponentProps, type KeyboardEvent, type ReactElement } from 'react';
import { namesFor, nameBegun, takingOf, type ValueName } from './value-names.ts';
import { useValueNote } from './value-note.tsx';
import { ValueList } from './value-list.tsx';
import { ValueScope } from './value-scope.ts';

export interface ValueInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'ref'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/**
 * One line that takes `{{names}}`: behind two braces it offers those of its `ValueScope`. Arrows choose, Enter or Tab takes, Esc closes only
 * the list. What it is pointed at, or the caret stands in, says its value. Looks like the input that it is.
 */
export function ValueInput({ value, onChange, onKeyDown, list, ...rest }: ValueInputProps): ReactElement {
  const { names } = use(ValueScope);
  const [field, setField] = useState<HTMLInputElement | null>(null);
  const listId = useId();
  const [begun, setBegun] = useState<string | null>(null);
  const [chosen, setChosen] = useState(0);
  const offered = begun === null ? [] : namesFor(names, begun);
  const isOpen = offered.length > 0 && field !== null;
  const note = useValueNote(field, value, isOpen);
  const look = (input: HTMLInputElement): void => {
    setBegun(begunIn(input));
    setChosen(0);
  };
  const take = ({ name }: ValueName): void => {
    if (field === null) return;
    const { from, to, insert } = takingOf(field.value, field.selectionEnd ?? field.value.length, name);
    field.setSelectionRange(from, to);
    // Like typing: Ctrl+Z takes it back, and whoever listens to the field hears it.
    document.execCommand('insertText', false, insert);
    setBegun(null);
  };
  const onListKey = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const one = offered[chosen];
    if (event.key === 'ArrowDown') setChosen((chosen + 1) % offered.length);
    else if (event.key === 'ArrowUp') setChosen((chosen + offered.length - 1) % offered.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && one) take(one);
    else if (event.key === 'Escape') setBegun(null);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return (
    <>
      <input
        {...rest}
        ref={setField}
        value={value}
        spellCheck={false}
        autoComplete="off"
        list={isOpen ? undefined : list}
        // Only while there is a list: else it is a field like any other.
        {...(isOpen && {
          role: 'combobox',
          'aria-autocomplete': 'list' as const,
          'aria-expanded': true,
          'aria-controls': listId,
          'aria-activedescendant': `${listId}-${chosen}`,
          // A dialog around it stays on Esc.
          'data-mantine-stop-propagation': true,
        })}
        {...note.props}
        onChange={(event) => {
          note.hide();
          onChange(event.target.value);
          look(event.target);
        }}
        onSelect={(event) => {
          // The caret may have left what was begun. One that is moved into a name offers nothing yet, nor one whose list Esc has just closed.
          const now = begunIn(event.currentTarget);
          if (now !== begun) setChosen(0);
          setBegun((before) => (before === null ? null : now));
          note.look(event.currentTarget);
        }}
        onBlur={(event) => {
          setBegun(null);
          note.hide();
          rest.onBlur?.(event);
        }}
        onKeyDown={(event) => {
          if (isOpen && onListKey(event)) return;
          if (event.key === ' ' && event.ctrlKey && names.length > 0) look(event.currentTarget);
          if (event.key === 'Enter' || event.key === 'Escape') {
            setBegun(null);
            note.hide();
          }
          onKeyDown?.(event);
        }}
      />
      {isOpen && (
        <ValueList
          id={listId}
          field={field}
          letter={(field.selectionEnd ?? 0) - (begun?.length ?? 0)}
          names={offered}
          chosen={chosen}
          onTake={take}
        />
      )}
      {!isOpen && note.element}
    </>
  );
}

/** The name that is begun at a field's caret. Ctrl+Z selects what it brings back: the caret is at its end. */
const begunIn = ({ value, selectionEnd }: HTMLInputElement): string | null => nameBegun(value.slice(0, selectionEnd ?? undefined));

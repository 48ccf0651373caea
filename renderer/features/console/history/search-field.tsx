import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { suggestHistory, type HistorySuggestion } from '../../../../shared/domain/console/history-suggest.ts';
import { api } from '../../../app/client.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { Kbd } from '../../../ui/kbd.tsx';
import { OfferList } from '../../../ui/offer-list.tsx';

export interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Id of the line that says what is wrong with the search; null when nothing is. */
  readonly problemId: string | null;
}

const label = 'Search: any ID, words, status:5xx, vendor:…';

/** The history's one field. Suggests fields, then their values; arrows choose, Enter takes, Esc goes one step out. */
export function SearchField({ value, onChange, problemId }: SearchFieldProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(-1);
  const names = useQuery(api.console.historyNames.queryOptions({ input: {} }));
  const items = caret === null ? [] : suggestHistory(value, caret, names.data ?? {});
  const isOpen = items.length > 0;
  useShortcut('/', 'Search the history', () => {
    field.current?.focus();
    field.current?.select();
  });
  const open = (at: number | null): void => {
    setCaret(at);
    setChosen(-1);
  };
  const take = ({ text, from, to, kind }: HistorySuggestion): void => {
    const before = `${value.slice(0, from)}${text}${kind === 'value' ? ' ' : ''}`;
    // At once, so that the next key finds the field as it is meant, and the place where the typing goes on.
    flushSync(() => {
      onChange(before + value.slice(to).replace(/^ /, kind === 'value' ? '' : ' '));
      open(kind === 'field' ? before.length : null);
    });
    field.current?.focus();
    field.current?.setSelectionRange(before.length, before.length);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const at = event.currentTarget.selectionStart ?? value.length;
    if (event.key === 'ArrowDown' && !isOpen) open(at);
    else if (event.key === 'ArrowDown') setChosen((chosen + 1) % items.length);
    else if (event.key === 'ArrowUp' && isOpen)
      setChosen((chosen + items.length) % (items.length + 1) === items.length ? -1 : Math.max(-1, chosen - 1));
    else if ((event.key === 'Enter' || event.key === 'Tab') && isOpen && items[chosen]) take(items[chosen]);
    else if (event.key === 'Enter') {
      open(null);
      // On to what was found: the keys of the table count there.
      event.currentTarget.closest<HTMLElement>('main')?.querySelector<HTMLElement>('table[role="grid"]')?.focus();
    } else if (event.key === 'Escape' && isOpen) open(null);
    else if (event.key === 'Escape' && value !== '') {
      onChange('');
      open(null);
    } else if (event.key === 'Escape') event.currentTarget.closest<HTMLElement>('main')?.focus({ preventScroll: true });
    else return;
    event.preventDefault();
  };
  return (
    <div className="con-search" data-wrong={problemId !== null || undefined}>
      <IconSearch size={16} stroke={1.6} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && chosen >= 0 ? `${listId}-${chosen}` : undefined}
        aria-invalid={problemId !== null || undefined}
        aria-describedby={problemId ?? undefined}
        placeholder={label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          onChange(event.target.value);
          open(event.target.value === '' ? null : (event.target.selectionStart ?? null));
        }}
        onBlur={() => open(null)}
        onKeyDown={onKeyDown}
      />
      {value === '' ? (
        <Kbd keys="/" />
      ) : (
        <button
          type="button"
          className="con-search-clear"
          aria-label="Clear the search"
          onClick={() => {
            onChange('');
            open(null);
          }}
        >
          <IconX size={14} stroke={1.6} aria-hidden="true" />
        </button>
      )}
      <OfferList
        id={listId}
        label="Suggestions"
        className="con-suggest"
        items={items}
        keyOf={({ text }) => text}
        chosen={chosen}
        onTake={take}
        hidden={!isOpen}
      >
        {({ text, words }) => (
          <>
            <code>{text}</code> <span className="faint">{words}</span>
          </>
        )}
      </OfferList>
    </div>
  );
}

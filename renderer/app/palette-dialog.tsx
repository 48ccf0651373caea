import { Modal } from '@mantine/core';
import { IconArrowRight, IconBolt, IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { entityWords } from '../ui/entity-words.ts';
import { keptPlace } from '../ui/kept-place.ts';
import { Kbd } from '../ui/kbd.tsx';
import styles from './palette-dialog.module.css';
import type { PaletteItem } from './palette-items.ts';
import { usePalette } from './palette.ts';
import { placeIcons } from './place-icons.tsx';
import { usePaletteItems } from './use-palette-items.ts';

/** Search everything, do anything: one field, the keyboard, Enter. */
export function PaletteDialog(): ReactElement {
  const isOpen = usePalette((state) => state.isOpen);
  const close = usePalette((state) => state.close);
  return (
    <Modal.Root
      classNames={{ content: styles.content }}
      opened={isOpen}
      onClose={close}
      size={600}
      yOffset="12vh"
      lockScroll={false}
      // At once: what is typed after the key that opens it is meant for it.
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={1} color="var(--scrim)" />
      <Modal.Content aria-label="Search or do anything">
        <PaletteBody onDone={close} />
      </Modal.Content>
    </Modal.Root>
  );
}

const first = { at: 0, key: null };

function PaletteBody({ onDone }: { readonly onDone: () => void }): ReactElement {
  const [typed, setTyped] = useState('');
  /** What an arrow or the pointer chose, which what is found later moves; without a choice the first counts. */
  const [chosen, setChosen] = useState<{ readonly at: number; readonly key: string | null }>(first);
  const { items, isSearching } = usePaletteItems(typed);
  const active = keptPlace(
    items.map(({ key }) => key),
    chosen.at,
    chosen.key,
  );
  const setAt = (at: number): void => setChosen({ at, key: items[at]?.key ?? null });
  // Enter came before the search: what is shown was found for less than what is typed by now.
  const [isAsked, setIsAsked] = useState(false);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    list.current?.querySelector(`[id="${listId}${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, active]);
  const run = (item: PaletteItem | undefined): void => {
    if (item === undefined) return;
    onDone();
    item.run();
  };
  const isStale = isSearching && (items[active] === undefined || items[active].hit !== undefined);
  useEffect(() => {
    if (isAsked && !isStale) run(items[active]);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((active + step + items.length) % Math.max(1, items.length));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (isStale) setIsAsked(true);
      else run(items[active]);
    }
  };
  return (
    <>
      <div className={styles.field}>
        <IconSearch size={18} stroke={1.6} aria-hidden="true" />
        <input
          ref={field}
          data-autofocus
          type="text"
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items[active] === undefined ? undefined : `${listId}${active}`}
          aria-label="Search or do anything"
          placeholder="Search or do anything"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(first);
            setIsAsked(false);
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Escape" />
      </div>
      <div
        ref={list}
        id={listId}
        className={styles.list}
        role={items.length === 0 ? undefined : 'listbox'}
        aria-label={items.length === 0 ? undefined : 'What it comes to'}
        tabIndex={-1}
      >
        {items.map((item, index) => (
          <div key={item.key} role="presentation">
            {items[index - 1]?.group === item.group ? null : (
              <div className={styles.group} role="presentation">
                {item.group}
              </div>
            )}
            <div
              id={`${listId}${index}`}
              role="option"
              aria-selected={index === active}
              className={styles.item}
              onPointerMove={() => setAt(index)}
              onClick={() => run(item)}
            >
              <ItemIcon item={item} />
              <span className={styles.words}>{item.words}</span>
              <span className={styles.detail}>{item.detail?.replaceAll(/^\w+$/g, (word) => word.replaceAll('_', ' '))}</span>
              {item.hit === undefined ? null : <span className={styles.kind}>{entityWords(item.hit.entity)}</span>}
              {item.keys === undefined ? null : <Kbd keys={item.keys} />}
            </div>
          </div>
        ))}
        {items.length === 0 && !isSearching ? (
          <div className={styles.none} role="status">
            Nothing is called “{typed.trim()}”. Try a vendor, an endpoint’s path, or a correlation ID.
          </div>
        ) : null}
      </div>
    </>
  );
}

function ItemIcon({ item }: { readonly item: PaletteItem }): ReactElement {
  if (item.hit !== undefined) {
    const Icon = placeIcons[item.hit.door.place];
    return <Icon size={16} stroke={1.6} aria-hidden="true" />;
  }
  return item.group === 'Go to' ? (
    <IconArrowRight size={16} stroke={1.6} aria-hidden="true" />
  ) : (
    <IconBolt size={16} stroke={1.6} aria-hidden="true" />
  );
}

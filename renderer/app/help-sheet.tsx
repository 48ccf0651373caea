import type { ReactElement } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useApp } from './app-state.ts';
import styles from './help-sheet.module.css';
import { useShortcuts, type Shortcut, type ShortcutGroup } from './shortcuts.ts';

const pageGroups: readonly ShortcutGroup[] = ['This page', 'Everywhere'];

/** Keys that belong to what has the focus, and so are not registered as shortcuts. */
const inTables: readonly (readonly [keys: string, words: string])[] = [
  ['Enter', 'Open the row; once more goes into it'],
  ['Space', 'Select the row'],
  ['Shift', 'Select a range, with arrows or a click'],
  ['Home', 'First row'],
  ['End', 'Last row'],
];
const inCode: typeof inTables = [
  ['Tab', 'Indent'],
  ['Esc', 'Then Tab leaves the field'],
];

/** Everything that can be pressed at this moment. */
export function HelpSheet(): ReactElement {
  const isOpen = useApp((state) => state.isHelpOpen);
  return (
    <Dialog title="Keyboard" opened={isOpen} width={640} onClose={() => useApp.setState({ isHelpOpen: false })}>
      <div className={styles.columns}>
        <div>
          {pageGroups.map((group) => (
            <Group key={group} group={group} />
          ))}
          <Fixed words="In a table" lines={inTables} />
        </div>
        <div>
          <Group group="Go to" />
          <Fixed words="In a field of code" lines={inCode} />
        </div>
      </div>
    </Dialog>
  );
}

function Group({ group }: { readonly group: ShortcutGroup }): ReactElement | null {
  const registered = useShortcuts((state) => state.registered);
  const shortcuts = unique(registered.filter((one) => one.group === group));
  if (shortcuts.length === 0) return null;
  return (
    <section aria-label={group}>
      <h3>{group}</h3>
      <ul>
        {shortcuts.map((one) => (
          <Line key={one.id} keys={one.keys} words={one.words} />
        ))}
      </ul>
    </section>
  );
}

function Fixed({ words, lines }: { readonly words: string; readonly lines: typeof inTables }): ReactElement {
  return (
    <section aria-label={words}>
      <h3>{words}</h3>
      <ul>
        {lines.map(([keys, does]) => (
          <Line key={keys} keys={keys} words={does} />
        ))}
      </ul>
    </section>
  );
}

function Line({ keys, words }: { readonly keys: string; readonly words: string }): ReactElement {
  return (
    <li className={styles.line}>
      <span>{words}</span>
      <Kbd keys={keys} />
    </li>
  );
}

function unique(shortcuts: readonly Shortcut[]): readonly Shortcut[] {
  return shortcuts.filter((one, at) => shortcuts.findLastIndex((other) => other.keys === one.keys) === at);
}

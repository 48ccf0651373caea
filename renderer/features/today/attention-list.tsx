import { IconFileSearch } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { Attention } from '../../../shared/contract/today.ts';
import { go } from '../../app/navigate.ts';
import { places } from '../../app/places.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';

/** The most that leaves room for the rest of the page; they stand in order of harm. */
const shown = 3;

/** What needs a person: why, where that is known from, and the one thing to do. Only the first action is primary. */
export function AttentionList({ items }: { readonly items: readonly Attention[] }): ReactElement {
  const [isWhole, setIsWhole] = useState(false);
  const visible = isWhole || items.length <= shown + 1 ? items : items.slice(0, shown);
  return (
    <ul className="tod-attention" aria-label="What needs you">
      {visible.map((item, index) => (
        <li key={item.key}>
          <span className="tod-mark">
            <Mark state={item.state} />
          </span>
          <div className="tod-what">
            <h2>{item.title}</h2>
            <p className="tod-why">{item.reason}</p>
            {item.evidence && (
              <p className="tod-evidence">
                <IconFileSearch size={13} stroke={1.6} aria-hidden="true" />
                <DoorLink door={item.evidence.door}>{item.evidence.words}</DoorLink>
              </p>
            )}
          </div>
          <Button
            kind={index === 0 ? 'primary' : 'default'}
            changes={false}
            aria-label={`${item.action.words}: ${item.title}`}
            onClick={() => go(item.action.door)}
          >
            {item.action.words}
          </Button>
        </li>
      ))}
      {visible.length < items.length && (
        <li key="rest" className="tod-rest">
          <Button kind="quiet" small onClick={() => setIsWhole(true)}>
            Show {items.length - visible.length} more
          </Button>
          <span className="tod-places">{placesOf(items.slice(visible.length))}</span>
        </li>
      )}
    </ul>
  );
}

/** "Inventory 2, Credentials 2": where the lines lead that are not shown, so that nobody has to unfold them to know. */
function placesOf(items: readonly Attention[]): string {
  const counts = new Map<string, number>();
  for (const { action } of items) counts.set(action.door.place, (counts.get(action.door.place) ?? 0) + 1);
  return [...counts].map(([place, count]) => `${places.find((one) => one.place === place)?.words ?? place} ${count}`).join(', ');
}

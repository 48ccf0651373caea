import { lazy, type ComponentType, type ReactElement } from 'react';
import { doorHref, useDoor } from './navigate.ts';
import type { Door } from '../../shared/contract/procedure.ts';
import styles from './console-frame.module.css';

interface ConsolePlace {
  readonly words: string;
  readonly door: Door;
  /** The kinds of record that it shows. */
  readonly kinds: readonly string[];
  readonly Page: ComponentType;
}

const ConsolePage = lazy(() => import('../features/console/console-page.tsx'));
const FlowsPage = lazy(() => import('../features/flows/flows-page.tsx'));
const MockPage = lazy(() => import('../features/mock/mock-page.tsx'));
const WebhooksPage = lazy(() => import('../features/webhooks/webhooks-page.tsx'));

/** The views of the Console. The first is where the place opens, and what every other kind belongs to. */
const consolePlaces: readonly [ConsolePlace, ...ConsolePlace[]] = [
  { words: 'Requests', door: { place: 'console' }, kinds: [], Page: ConsolePage },
  {
    words: 'History',
    door: { place: 'console', kind: 'history' },
    kinds: ['history', 'exchange', 'history-credential', 'history-run', 'diff', 'guidance'],
    Page: ConsolePage,
  },
  {
    words: 'Flows',
    door: { place: 'console', kind: 'flows' },
    kinds: ['flows', 'flow', 'flow-run', 'flow-run-rows', 'flow-run-checks', 'flow-runs'],
    Page: FlowsPage,
  },
  { words: 'Webhooks', door: { place: 'console', kind: 'webhooks' }, kinds: ['webhooks', 'webhook', 'delivery'], Page: WebhooksPage },
  { words: 'Mock', door: { place: 'console', kind: 'mock' }, kinds: ['mock', 'mock-run'], Page: MockPage },
];

/** The Console: its views, and the one where the person is. */
export default function ConsoleFrame(): ReactElement {
  const { kind = '' } = useDoor();
  const current = consolePlaces.find(({ kinds }) => kinds.includes(kind)) ?? consolePlaces[0];
  return (
    <div className={styles.frame}>
      <nav className={styles.places} aria-label="Console">
        {consolePlaces.map((place) => (
          <a key={place.words} href={doorHref(place.door)} aria-current={place === current ? 'page' : undefined} className={styles.place}>
            {place.words}
          </a>
        ))}
      </nav>
      <div className={styles.page}>
        <current.Page />
      </div>
    </div>
  );
}

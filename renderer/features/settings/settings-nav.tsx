import { useEffect, type ReactElement } from 'react';
import { useDoor } from '../../app/navigate.ts';
import styles from './settings.module.css';

const groups = [
  'Look',
  'Workspace',
  'People',
  'Notices',
  'Retention',
  'Backups',
  'Proxy',
  'Trusted authorities',
  'Client certificates',
  'Health',
  'About',
];

/** The groups that doors of other places lead to, by their kind. */
const groupOfKind: Readonly<Record<string, string>> = {
  authorities: 'Trusted authorities',
  certificates: 'Client certificates',
  network: 'Proxy',
};

const show = (title: string): void => {
  const heading = [...document.querySelectorAll('main h2')].find((one) => one.textContent === title);
  heading?.scrollIntoView({ block: 'start' });
  heading?.closest('section')?.querySelector<HTMLElement>('input, button, [tabindex="0"]')?.focus({ preventScroll: true });
};

/** Goes to a group of the page; at once to the one that a door names, as soon as all groups are there. */
export function SettingsNav({ isReady }: { readonly isReady: boolean }): ReactElement {
  const { kind } = useDoor();
  const asked = groupOfKind[kind ?? ''];
  useEffect(() => {
    if (isReady && asked !== undefined) show(asked);
  }, [isReady, asked]);
  return (
    <nav className={styles.nav} aria-label="Groups of settings">
      {groups.map((title) => (
        <button key={title} type="button" onClick={() => show(title)}>
          {title}
        </button>
      ))}
    </nav>
  );
}

import type { ReactElement } from 'react';
import styles from './settings.module.css';

const groups = ['Look', 'Workspace', 'People', 'Notices', 'Retention', 'Backups', 'Proxy', 'Trusted authorities', 'Health', 'About'];

/** Goes to a group of the page. */
export function SettingsNav(): ReactElement {
  const show = (title: string): void => {
    const heading = [...document.querySelectorAll('main h2')].find((one) => one.textContent === title);
    heading?.scrollIntoView({ block: 'start' });
    heading?.closest('section')?.querySelector<HTMLElement>('input, button, [tabindex="0"]')?.focus({ preventScroll: true });
  };
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

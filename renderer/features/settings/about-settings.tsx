import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { api } from '../../app/client.ts';
import { shell } from '../../app/shell-bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { toast } from '../../ui/toast.ts';
import { licences } from '../../../shared/domain/settings/licences.ts';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';

/** Versions and places, for a report, and the licences of what the app is made of. */
export function AboutSettings(): ReactElement {
  const about = useQuery(api.settings.about.queryOptions({ input: {} }));
  const [isOpen, setIsOpen] = useState(false);
  const facts = about.data;
  const copy = async (): Promise<void> => {
    if (!facts) return;
    const text = `Quartermaster ${facts.version}, Electron ${facts.electron ?? 'none'}, Node ${facts.node}, SQLite ${facts.sqlite}`;
    await shell.call('copyText', { text });
    toast({ words: 'Versions copied' });
  };
  return (
    <SettingGroup
      isOwn
      title="About"
      words="Quartermaster keeps every third-party API your team depends on under control, from one laptop."
    >
      {facts === undefined ? null : (
        <Facts
          items={[
            ['Quartermaster', facts.version],
            ['Electron', facts.electron ?? 'none'],
            ['Node', facts.node],
            ['SQLite', facts.sqlite],
            ['Its own folder', <code key="folder">{facts.dataFolder}</code>],
          ]}
        />
      )}
      <div className={styles.buttons}>
        <Button onClick={() => void copy()}>Copy versions</Button>
        <Button kind="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Hide licences' : `Licences of ${licences.length} packages`}
        </Button>
      </div>
      {isOpen && (
        <ul className={styles.licences} aria-label="Licences" tabIndex={0}>
          {licences.map(([name, version, licence]) => (
            <li key={`${name}@${version}`}>
              <span>{name}</span> <span className="muted">{version}</span> <span className="muted">{licence}</span>
            </li>
          ))}
        </ul>
      )}
    </SettingGroup>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Person } from '../../../shared/contract/workspace.ts';
import { api } from '../../app/client.ts';
import { useReadOnly } from '../../ui/read-only.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PersonDialog, RemovePersonDialog } from './person-dialogs.tsx';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';

/** Who can own an API, a credential, a date. */
export function PeopleSettings({ selfId }: { readonly selfId: string }): ReactElement {
  const isReadOnly = useReadOnly();
  const [name, setName] = useState('');
  const [edited, setEdited] = useState<Person | null>(null);
  const [removed, setRemoved] = useState<Person | null>(null);
  const people = useQuery(api.workspace.people.queryOptions({ input: {} }));
  const add = useMutation({ ...api.workspace.addPerson.mutationOptions(), onSuccess: () => setName('') });
  const trimmed = name.trim();
  const isKnown = people.data?.some((person) => person.name.toLowerCase() === trimmed.toLowerCase()) === true;
  return (
    <SettingGroup title="People" words="Names that APIs, credentials and dates can belong to. Nobody gets an account or a message.">
      {people.data?.length === 0 ? <p className="muted">Nobody yet.</p> : null}
      <ul className={styles.list}>
        {(people.data ?? []).map((person) => (
          <li key={person.id} className={styles.person}>
            <span className="ellipsis">{person.id === selfId && person.name !== 'You' ? `${person.name} (you)` : person.name}</span>
            <span className="muted">{person.role}</span>
            <span className="muted" title={person.email ?? undefined}>
              {[ownsWords(person), person.zone ?? ''].filter((part) => part !== '').join(' · ')}
            </span>
            <span className={styles.personButtons}>
              <Button small kind="quiet" aria-label={`Edit ${person.name}`} onClick={() => setEdited(person)}>
                Edit
              </Button>
              {person.id !== selfId && (
                <Button small kind="quiet" aria-label={`Remove ${person.name}`} onClick={() => setRemoved(person)}>
                  Remove…
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {isReadOnly ? null : (
        <form
          className={styles.nameForm}
          onSubmit={(event) => {
            event.preventDefault();
            if (trimmed !== '' && !isKnown) add.mutate({ name: trimmed });
          }}
        >
          <TextField label="Name" value={name} onChange={setName} error={isKnown ? 'This person is on the list already.' : null} />
          <Button type="submit" disabled={trimmed === '' || isKnown} loading={add.isPending}>
            Add person
          </Button>
        </form>
      )}
      {add.error === null ? null : <FaultNote fault={add.error} />}
      {edited !== null && <PersonDialog person={edited} onClose={() => setEdited(null)} />}
      {removed !== null && <RemovePersonDialog person={removed} people={people.data ?? []} onClose={() => setRemoved(null)} />}
    </SettingGroup>
  );
}

/** "owns 4 APIs and 2 dates". */
export function ownsWords({ owns }: Pick<Person, 'owns'>): string {
  const parts = owns.map(({ words, count }) => `${count} ${words}`);
  return parts.length === 0 ? '' : `owns ${parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`}`;
}

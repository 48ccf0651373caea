import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { SettingGroup } from './setting-group.tsx';
import styles from './settings.module.css';

/** Who can own an API, a credential, a date. */
export function PeopleSettings(): ReactElement {
  const [name, setName] = useState('');
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const add = useMutation({ ...api.inventory.addPerson.mutationOptions(), onSuccess: () => setName('') });
  const trimmed = name.trim();
  const isKnown = people.data?.some((person) => person.name.toLowerCase() === trimmed.toLowerCase()) === true;
  return (
    <SettingGroup title="People" words="Names that APIs, credentials and dates can belong to. Nobody gets an account or a message.">
      {people.data?.length === 0 ? <p className="muted">Nobody yet.</p> : null}
      <ul className={styles.list}>
        {(people.data ?? []).map((person) => (
          <li key={person.id} className={styles.person}>
            <span>{person.name}</span>
            <span className="muted">{person.role}</span>
          </li>
        ))}
      </ul>
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
      {add.error === null ? null : <FaultNote fault={add.error} />}
    </SettingGroup>
  );
}

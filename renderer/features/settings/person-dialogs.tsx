import { useState, type ReactElement } from 'react';
import { roles } from '../../../shared/contract/procedure.ts';
import type { Person } from '../../../shared/contract/workspace.ts';
import { client } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { ownsWords } from './people-settings.tsx';
import styles from './settings.module.css';

interface PersonDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

const zones = Intl.supportedValuesOf('timeZone');

/** Name, role, e-mail and zone of a person. */
export function PersonDialog({ person, onClose }: PersonDialogProps): ReactElement {
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState(person.role);
  const [email, setEmail] = useState(person.email ?? '');
  const [zone, setZone] = useState(person.zone);
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const save = async (): Promise<void> => {
    setIsSaving(true);
    try {
      await client.workspace.updatePerson({ id: person.id, name, role, email: email.trim() === '' ? null : email.trim(), zone });
      toast({ words: `Changed: ${name}` });
      onClose();
    } catch (error) {
      setFault(error);
    } finally {
      setIsSaving(false);
    }
  };
  const known = ['name', 'email', 'zone'].map((path) => fieldError(fault, path));
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Edit ${person.name}`}
      primary={{ words: 'Save person', run: () => void save(), loading: isSaving }}
    >
      <div className={styles.stack}>
        <TextField label="Name" value={name} onChange={setName} error={known[0] ?? null} autoFocus />
        <SelectField
          label="Role"
          value={role}
          onChange={(next) => next && setRole(next)}
          items={roles.map((value) => ({ value, label: value }))}
          reason="A reader looks, an operator changes, an owner also changes roles."
        />
        <TextField
          label="E-mail"
          value={email}
          onChange={setEmail}
          error={known[1] ?? null}
          reason="Where colleagues reach them; the app sends nothing."
        />
        <SelectField
          label="Time zone"
          value={zone}
          onChange={setZone}
          items={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
          placeholder="That of the computer"
          reason="What they own falls due at nine of their day."
          searchable
          clearable
          error={known[2] ?? null}
        />
        {fault !== null && known.every((one) => one === null) ? <FaultNote fault={fault} /> : null}
      </div>
    </Dialog>
  );
}

/** Removes a person; who owns something hands it over first. */
export function RemovePersonDialog({ person, people, onClose }: PersonDialogProps & { readonly people: readonly Person[] }): ReactElement {
  const [heirId, setHeirId] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const ownsSome = person.owns.length > 0;
  const remove = async (): Promise<void> => {
    try {
      await client.workspace.removePerson({ id: person.id, reassignTo: heirId });
      toast({ words: `${person.name} is removed` });
      onClose();
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Remove ${person.name}?`}
      primary={{ words: 'Remove person', run: remove, danger: true, disabled: ownsSome && heirId === null }}
    >
      <div className={styles.stack}>
        <p>
          {ownsSome
            ? `${person.name} ${ownsWords(person)}. Who takes that over?`
            : `${person.name} owns nothing. What they did stays in the activity.`}
        </p>
        {ownsSome && (
          <SelectField
            label="Taken over by"
            value={heirId}
            onChange={setHeirId}
            items={people.filter(({ id }) => id !== person.id).map(({ id, name }) => ({ value: id, label: name }))}
            searchable
          />
        )}
        {fault === null ? null : <FaultNote fault={fault} />}
      </div>
    </Dialog>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { ActivityEntry } from '../../../shared/contract/activity.ts';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { entityWords } from '../../ui/entity-words.ts';
import { Facts } from '../../ui/facts.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Section } from '../../ui/section.tsx';
import { toast } from '../../ui/toast.ts';
import { When } from '../../ui/when.tsx';
import styles from './activity.module.css';
import { fieldChanges, viaWords } from './activity-words.ts';
import { recordDoor } from './record-door.ts';

/** One entry: what it did field by field, who did it, its hash, and the way back. */
export function EntryAside({ entry }: { readonly entry: ActivityEntry }): ReactElement {
  const undo = useMutation({
    ...api.activity.undo.mutationOptions(),
    onSuccess: (made) => toast({ words: made.summary, state: 'holds' }),
  });
  const nameOf = useNames();
  const changes = fieldChanges(entry, nameOf);
  const door = recordDoor(entry);
  return (
    <>
      <Section title={entry.summary}>
        <Facts
          items={[
            ['When', <When key="at" at={entry.at} />],
            ['Who', `${entry.actor}, through ${viaWords[entry.via]}`],
            [
              'Record',
              door === null ? (
                entityWords(entry.entity)
              ) : (
                <DoorLink key="record" door={door}>
                  {entityWords(entry.entity)}
                </DoorLink>
              ),
            ],
            ...(entry.undoes === null ? [] : [['Takes back', `change ${entry.undoes}`] as const]),
          ]}
        />
        {entry.canUndo ? (
          <div className={styles.undo}>
            <Button
              small
              loading={undo.isPending}
              onClick={() => undo.mutate({ entity: entry.entity, entityId: entry.entityId, seq: entry.seq })}
            >
              Undo this change
            </Button>
          </div>
        ) : null}
        {undo.error === null ? null : <FaultNote fault={undo.error} />}
      </Section>
      {changes.length === 0 ? null : (
        <Section title={entry.before === null ? 'What was written' : entry.after === null ? 'What was there' : 'Before and after'}>
          <dl className={styles.changes}>
            {changes.map((change) => (
              <div key={change.field} className={styles.change}>
                <dt>{change.field}</dt>
                <dd>
                  {change.before === null ? null : <del>{change.before}</del>}
                  {change.after !== null ? <ins>{change.after}</ins> : entry.after === null ? null : <span className="faint">nothing</span>}
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <Section title="Hash">
        <code className={styles.hash}>{entry.hash}</code>
      </Section>
    </>
  );
}

/** The names of the records that others point to: people, vendors, APIs, business processes. */
function useNames(): (id: string) => string | null {
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: {} }));
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const processes = useQuery(api.inventory.processes.queryOptions({ input: {} }));
  const names = new Map([
    ...[...(people.data ?? []), ...(vendors.data ?? []), ...(processes.data ?? [])].map(({ id, name }) => [id, name] as const),
    ...(apis.data ?? []).map((one) => [one.id, `${one.vendorName} ${one.name}`] as const),
  ]);
  return (id) => names.get(id) ?? null;
}

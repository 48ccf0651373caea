import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { ActivityEntry } from '../../../shared/contract/activity.ts';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Section } from '../../ui/section.tsx';
import { toast } from '../../ui/toast.ts';
import { When } from '../../ui/when.tsx';
import styles from './activity.module.css';
import { entityWords, fieldChanges, fieldWords, viaWords } from './activity-words.ts';

/** One entry: what it did field by field, who did it, its hash, and the way back. */
export function EntryAside({ entry }: { readonly entry: ActivityEntry }): ReactElement {
  const undo = useMutation({
    ...api.activity.undo.mutationOptions(),
    onSuccess: (made) => toast({ words: made.summary, state: 'holds' }),
  });
  const changes = fieldChanges(entry);
  return (
    <>
      <Section title={entry.summary}>
        <Facts
          items={[
            ['When', <When key="at" at={entry.at} />],
            ['Who', `${entry.actor}, through ${viaWords[entry.via]}`],
            ['Record', entityWords(entry.entity)],
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
      <Section title={changes.length === 0 ? 'No field changed' : 'Before and after'}>
        <dl className={styles.changes}>
          {changes.map((change) => (
            <div key={change.field} className={styles.change}>
              <dt>{fieldWords(change.field)}</dt>
              <dd>
                {change.before === null ? null : <del>{change.before}</del>}
                {change.after === null ? <span className="faint">nothing</span> : <ins>{change.after}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title="Hash">
        <code className={styles.hash}>{entry.hash}</code>
      </Section>
    </>
  );
}

import type { ActivityEntry } from '../../../shared/contract/activity.ts';
import { Chip } from '../../ui/chip.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { entityWords } from '../../ui/entity-words.ts';
import { When } from '../../ui/when.tsx';
import styles from './activity.module.css';
import { viaWords } from './activity-words.ts';

/** The activity's table. */
export const activityColumns: readonly Column<ActivityEntry>[] = [
  { key: 'at', header: 'When', width: 138, cell: (one) => <When at={one.at} />, value: (one) => one.at },
  {
    key: 'summary',
    header: 'What',
    width: 300,
    cell: (one) => (
      <>
        <Summary words={one.summary} /> {one.undoes === null ? null : <Chip tone="line">takes back {one.undoes}</Chip>}
      </>
    ),
    value: (one) => one.summary,
  },
  { key: 'actor', givesWay: true, header: 'Who', width: 104, cell: (one) => one.actor, value: (one) => one.actor },
  {
    key: 'via',
    isMinor: true,
    header: 'Through',
    width: 100,
    cell: (one) => <span className="muted">{viaWords[one.via]}</span>,
    value: (one) => viaWords[one.via],
    initiallyHidden: true,
  },
  {
    key: 'entity',
    isMinor: true,
    header: 'Record',
    width: 96,
    cell: (one) => <span className="muted">{entityWords(one.entity)}</span>,
    value: (one) => entityWords(one.entity),
  },
  {
    key: 'operation',
    isMinor: true,
    header: 'Operation',
    width: 90,
    cell: (one) => one.operation,
    value: (one) => one.operation,
    initiallyHidden: true,
  },
  {
    key: 'seq',
    isMinor: true,
    header: 'No.',
    width: 64,
    align: 'right',
    cell: (one) => <span className="faint">{one.seq}</span>,
    value: (one) => one.seq,
  },
];

/** "Run 10 of …: ticked" keeps its end: where there is little room the record's name is cut before what was done to it. */
function Summary({ words }: { readonly words: string }) {
  const at = words.indexOf(': ');
  if (at < 20) return words;
  return (
    <span className={styles.summary}>
      <span className={styles.about}>{words.slice(0, at + 1)}</span>
      <span className={styles.did}>&nbsp;{words.slice(at + 2)}</span>
    </span>
  );
}

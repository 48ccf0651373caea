import type { ReactNode } from 'react';
import type { PlannedChange } from '../../../shared/contract/contract-changes.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';
import { changeState, levelWords, wordsOfUse } from './change-words.ts';
import './change-list.css';

interface ChangeListProps<T extends PlannedChange> {
  readonly changes: readonly T[];
  readonly keyOf: (change: T) => string;
  /** What can be done with one, at its right. */
  readonly actionOf?: (change: T) => ReactNode;
  /** An import's preview leads nowhere yet. */
  readonly hasDoors: boolean;
}

/** Changes of a contract by endpoint: what changed, where in the call, and whether we use it. */
export function ChangeList<T extends PlannedChange>({ changes, keyOf, actionOf, hasDoors }: ChangeListProps<T>) {
  const groups = new Map<string, T[]>();
  for (const change of changes) {
    const key = change.method === null ? 'The whole API' : `${change.method} ${change.path}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return (
    <ul className="inv-changes">
      {[...groups].map(([name, list]) => {
        const [first] = list;
        if (!first) return null;
        return (
          <li key={name}>
            <p className="inv-change-endpoint">
              {hasDoors && first.endpointId ? (
                <DoorLink door={{ place: 'inventory', kind: 'endpoint', id: first.endpointId }}>
                  <code>{name}</code>
                </DoorLink>
              ) : (
                <code>{name}</code>
              )}
              <span className={first.isUsed ? 'inv-used' : 'faint'}>
                {hasDoors && first.isUsed && first.endpointId ? (
                  <DoorLink door={{ place: 'console', kind: 'endpoint', id: first.endpointId }}>{wordsOfUse(first)}</DoorLink>
                ) : (
                  wordsOfUse(first)
                )}
              </span>
            </p>
            <ul>
              {list.map((change) => (
                <li key={keyOf(change)}>
                  <span className="inv-change-level" data-state={changeState(change)}>
                    <Mark state={changeState(change)} />
                    {levelWords[change.level]}
                  </span>
                  <span>
                    {change.words}
                    {change.place === '' ? null : <span className="faint"> · {change.place}</span>}
                  </span>
                  {actionOf?.(change)}
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

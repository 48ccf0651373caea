import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { Dependency } from '../../../shared/contract/processes.ts';
import type { Door } from '../../../shared/contract/procedure.ts';
import type { Standing } from '../../../shared/contract/standing.ts';
import { client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { StandingWords } from '../../ui/mark.tsx';
import { strengthWords } from './link-table.tsx';
import { changeWithUndo } from '../../ui/undo-last.ts';
import './dependency-list.css';

export interface ShownLink extends Dependency {
  /** The other end, as it is called there. */
  readonly otherName: string;
  readonly otherDoor: Door;
  readonly standing?: Standing;
}

interface DependencyListProps {
  readonly links: readonly ShownLink[];
  /** Left out where links are only shown. */
  readonly onEdit?: (link: ShownLink) => void;
}

/** Links with what happens and what takes over, to be changed and taken away. */
export function DependencyList({ links, onEdit }: DependencyListProps) {
  return (
    <ul className="inv-links">
      {links.map((one) => (
        <li key={one.id}>
          <div className="inv-link-head">
            <b>
              <DoorLink door={one.otherDoor}>{one.otherName}</DoorLink>
            </b>
            <span className="faint">{strengthWords[one.strength]}</span>
            {one.standing ? <StandingWords standing={one.standing} /> : null}
            {onEdit ? (
              <span className="inv-row-actions">
                <Button
                  small
                  kind="quiet"
                  aria-label={`Edit the link to ${one.otherName}`}
                  icon={<IconPencil size={14} stroke={1.6} />}
                  onClick={() => onEdit(one)}
                />
                <Button
                  small
                  kind="quiet"
                  aria-label={`Remove the link to ${one.otherName}`}
                  icon={<IconTrash size={14} stroke={1.6} />}
                  onClick={() =>
                    void changeWithUndo(`Link to ${one.otherName} removed`, 'dependency', one.id, () =>
                      client.inventory.removeDependency({ id: one.id }),
                    )
                  }
                />
              </span>
            ) : null}
          </div>
          <p>{one.impact || <span className="faint">What happens is not said yet.</span>}</p>
          <p>
            <span className="faint">Fallback </span>
            {one.fallback || <b className="inv-bare">none</b>}
          </p>
        </li>
      ))}
    </ul>
  );
}

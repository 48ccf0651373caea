import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { compare, copyIds } from './history-actions.ts';
import { useHistoryTask } from './history-tasks.ts';

/** What can be done with the calls that are selected. */
export function SelectionBar({ ids }: { readonly ids: readonly string[] }): ReactElement {
  const begin = useHistoryTask((state) => state.begin);
  return (
    <div className="con-selection" role="toolbar" aria-label="Selected calls">
      <span>{ids.length === 1 ? 'One call selected' : `${ids.length} calls selected`}</span>
      {ids.length <= 2 && (
        <Button small onClick={() => compare(ids)}>
          {ids.length === 2 ? 'Compare' : 'Compare with now'} <Kbd keys="c" />
        </Button>
      )}
      <Button small onClick={() => begin('bundle', ids)}>
        Support bundle <Kbd keys="b" />
      </Button>
      <Button small onClick={() => begin('attach', ids)}>
        Attach to incident <Kbd keys="a" />
      </Button>
      <Button small kind="quiet" onClick={() => void copyIds(ids)}>
        Copy IDs <Kbd keys="y" />
      </Button>
    </div>
  );
}

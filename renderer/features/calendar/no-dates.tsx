import type { ReactElement } from 'react';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import type { AgendaView } from './calendar-store.ts';

export interface NoDatesProps {
  readonly view: AgendaView;
  readonly isFiltered: boolean;
  /** Null when the page offers it already. */
  readonly onAdd: (() => void) | null;
}

/** What stands in place of the agenda when it has no row. */
export function NoDates({ view, isFiltered, onAdd }: NoDatesProps): ReactElement {
  if (isFiltered) return <Empty title="No date here fits the filter." />;
  if (view === 'undated') return <Empty title="What a vendor announces without a date stands here until one is known. There is none." />;
  if (view === 'past') return <Empty title="Dates that have passed stand here, with what was done about them. There is none." />;
  return (
    <Empty
      title="Dates that vendors announce, and your own, stand here before they arrive."
      action={
        onAdd === null ? undefined : (
          <Button kind="primary" onClick={onAdd}>
            Add date
          </Button>
        )
      }
      example="An answer with a Sunset or Deprecation header adds its date by itself, with that exchange as its evidence."
    />
  );
}

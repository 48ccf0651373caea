import { useQueries } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Loading } from '../../ui/loading.tsx';
import type { HourCell } from './hour-grid.tsx';
import { Check } from './monitor-aside.tsx';

interface Incident {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly durationWords: string;
}

interface HourDialogProps {
  readonly hour: HourCell & { readonly words: string };
  readonly monitors: readonly { readonly id: string; readonly name: string }[];
  readonly incidents: readonly Incident[];
  readonly onAnnul: () => void;
  readonly onClose: () => void;
}

const hourMs = 3_600_000;
/** Of one monitor in an hour: every 30 seconds is the most often. */
const mostChecks = 130;

/** Why an hour was bad: its checks that did not hold, each the way to its exchange; and the way out of the count. */
export function HourDialog({ hour, monitors, incidents, onAnnul, onClose }: HourDialogProps): ReactElement {
  const { at, good, bad, noData, words } = hour;
  const results = useQueries({
    queries: monitors.map(({ id }) =>
      api.monitors.results.queryOptions({ input: { monitorId: id, beforeAt: at + hourMs, limit: mostChecks } }),
    ),
  });
  const failed = results
    .flatMap(({ data }) => data ?? [])
    .filter(({ startedAt, outcome }) => startedAt >= at && (outcome === 'fail' || outcome === 'degraded'))
    .toSorted((one, other) => one.startedAt - other.startedAt);
  const during = incidents.filter(({ openedAt, closedAt }) => openedAt < at + hourMs && (closedAt ?? at) >= at);
  return (
    <Dialog title={words} opened onClose={onClose}>
      <p className="mon-note">
        {good} good, {bad} bad, {noData} unseen slots of five minutes.
      </p>
      {results.some(({ isPending }) => isPending) ? (
        <Loading lines={2} />
      ) : failed.length === 0 ? (
        <p className="mon-note">No failed check of this hour is kept.</p>
      ) : (
        <ul className="mon-list" aria-label="Checks that did not hold">
          {failed.map((result) => (
            <Check key={result.id} result={result} />
          ))}
        </ul>
      )}
      {during.length > 0 && (
        <ul className="mon-list" aria-label="Incidents of this hour">
          {during.map((one) => (
            <li key={one.id}>
              <DoorLink door={{ place: 'monitors', kind: 'incident', id: one.id }}>{`INC-${one.number} ${one.title}`}</DoorLink>
              <span className="faint">{one.durationWords}</span>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button small onClick={onAnnul}>
          Annul hour…
        </Button>
      </div>
    </Dialog>
  );
}

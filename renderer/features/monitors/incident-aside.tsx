import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Incident, TimeLineEntry } from '../../../shared/contract/monitors.ts';
import { api, client } from '../../app/client.ts';
import { useReadOnly } from '../../ui/read-only.ts';
import { attempt } from '../../ui/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { AttributeDialog, CloseDialog } from './incident-dialogs.tsx';
import { FollowUps } from './follow-ups.tsx';
import { IncidentRunbooks } from './incident-runbooks.tsx';
import { NoteLine } from './note-line.tsx';
import { causeWords } from './monitor-words.ts';

type Open = 'attribute' | 'close' | null;

/** An incident: how long, whose, what it touches, what to do, and its time line. */
export function IncidentAside({ id }: { readonly id: string }) {
  const detail = useQuery(api.monitors.incident.queryOptions({ input: { id } }));
  const [open, setOpen] = useState<Open>(null);
  const isReadOnly = useReadOnly();
  if (detail.isPending) return <Loading lines={6} />;
  if (detail.isError) return <FaultNote fault={detail.error} />;
  const incident = detail.data;
  const isOpen = incident.state === 'open';
  return (
    <>
      <section className="mon-now" data-state={isOpen ? 'broken' : 'holds'} aria-label="What matters now">
        <h3>
          <Mark state={isOpen ? 'broken' : 'holds'} />
          INC-{incident.number} · {isOpen ? 'open' : 'closed'}, {incident.durationWords}
        </h3>
        <p>{incident.unconfirmedWords ?? incident.attributionReason}</p>
        <div className="mon-buttons">
          {isOpen && !incident.isAcknowledged ? (
            <Button small kind="primary" onClick={() => void attempt(client.monitors.acknowledgeIncident({ id }), 'You look after it now')}>
              Look after it
            </Button>
          ) : null}
          <Button small onClick={() => setOpen('attribute')}>
            Change cause
          </Button>
          {isOpen ? (
            <Button small onClick={() => setOpen('close')}>
              Close incident
            </Button>
          ) : null}
        </div>
      </section>
      <IncidentRunbooks incidentId={id} isOpen={isOpen} />
      <Section title="What it touches">
        <Facts items={factsOf(incident)} />
      </Section>
      {isReadOnly && incident.followUps.length === 0 ? null : (
        <Section title="To do from it">
          <FollowUps incident={incident} />
        </Section>
      )}
      <Section title="Time line">
        <NoteLine incidentId={id} />
        <ol className="mon-time">
          {incident.timeLine.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ol>
      </Section>
      {open === 'attribute' ? <AttributeDialog incident={incident} onClose={() => setOpen(null)} /> : null}
      {open === 'close' ? <CloseDialog incident={incident} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function factsOf(incident: Incident): [string, ReactNode][] {
  const doors = (place: 'monitor' | 'promise', rows: readonly { readonly id: string; readonly name: string }[]): ReactNode =>
    rows.length === 0 ? (
      <span className="faint">none</span>
    ) : (
      <span>
        {rows.map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 ? ', ' : ''}
            <DoorLink door={{ place: 'monitors', kind: place, id }}>{name}</DoorLink>
          </span>
        ))}
      </span>
    );
  const facts: [string, ReactNode][] = [
    ['Cause', `${causeWords[incident.attribution]}${incident.unconfirmedWords === null ? '' : ` · ${incident.attributionReason}`}`],
    [
      'API',
      incident.apiId === null ? (
        <span key="api" className="faint">
          none named
        </span>
      ) : (
        <DoorLink
          key="api"
          door={{ place: 'inventory', kind: 'api', id: incident.apiId }}
        >{`${incident.vendorName} ${incident.apiName}`}</DoorLink>
      ),
    ],
    ['Began', <span key="began">{bounds(incident.previousGoodAt, incident.firstBadAt)}</span>],
  ];
  if (incident.state === 'closed')
    facts.push(['Ended', <span key="ended">{bounds(incident.lastBadAt, incident.nextGoodAt ?? incident.closedAt)}</span>]);
  facts.push(['Monitors', doors('monitor', incident.monitors)], ['Promises', doors('promise', incident.promises)]);
  for (const one of incident.touched) {
    facts.push([
      one.process,
      <span key={one.processId}>
        {one.impact || 'impact not written down'}
        {one.fallback === '' ? null : <span className="faint"> Instead: {one.fallback}</span>}
      </span>,
    ]);
  }
  return facts;
}

/** "between … and …": between two checks nobody knows. */
function bounds(from: number | null, to: number | null): ReactNode {
  if (to === null) return from === null ? 'not known' : <When at={from} />;
  if (from === null || from === to) return <When at={to} />;
  return (
    <>
      between <When at={from} /> and <When at={to} />
    </>
  );
}

const lineState = (kind: TimeLineEntry['kind'], words: string): 'holds' | 'soon' | 'broken' | 'no data' => {
  if (kind === 'opened' || kind === 'joined' || kind === 'call') return 'broken';
  if (kind === 'closed') return 'holds';
  if (kind === 'check') return words.includes('” failed') ? 'broken' : words.includes('” passed') ? 'holds' : 'no data';
  return 'no data';
};

function Line({ entry }: { readonly entry: TimeLineEntry }) {
  return (
    <li data-kind={entry.kind}>
      <span className="mon-time-mark">
        {entry.kind === 'gap' ? <i className="mon-hatch" aria-hidden="true" /> : <Mark state={lineState(entry.kind, entry.words)} />}
      </span>
      <span className="mon-time-words">
        {entry.door ? <DoorLink door={entry.door}>{entry.words}</DoorLink> : entry.words}
        <span className="faint" title={formatInstant(entry.at)}>
          {' · '}
          <When at={entry.at} />
          {entry.actor === null ? '' : `, ${entry.actor}`}
        </span>
      </span>
    </li>
  );
}

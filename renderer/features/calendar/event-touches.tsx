import { skipToken, useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import type { CalendarEvent } from '../../../shared/contract/calendar.ts';
import { api } from '../../app/client.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';

/** What an event would hit: the endpoint, the API with its owner, and the business processes that depend on it. */
export function EventTouches({ event }: { readonly event: CalendarEvent }): ReactElement | null {
  const detail = useQuery(api.inventory.show.queryOptions({ input: event.apiId === null ? skipToken : { id: event.apiId } }));
  const items: (readonly [string, ReactNode])[] = [];
  const dependencies = detail.data?.dependencies ?? [];
  if (dependencies.length > 0) {
    items.push([
      dependencies.length === 1 ? 'Process' : 'Processes',
      <ul key="processes">
        {dependencies.map((dependency) => (
          <li key={dependency.id}>
            {dependency.processName}
            <span className="faint"> · {dependency.fallback === '' ? 'no fallback' : `fallback: ${dependency.fallback}`}</span>
          </li>
        ))}
      </ul>,
    ]);
  }
  if (event.apiId !== null) {
    items.push([
      'API',
      <DoorLink key="api" door={{ place: 'inventory', kind: 'api', id: event.apiId }}>
        {titleOf(event.vendorName ?? '', event.apiName ?? 'the API')}
      </DoorLink>,
    ]);
  } else if (event.vendorName !== null) items.push(['Vendor', event.vendorName]);
  if (event.endpointId !== null) {
    items.push([
      'Endpoint',
      <DoorLink key="endpoint" door={{ place: 'console', kind: 'endpoint', id: event.endpointId }}>
        {event.endpointWords ?? 'one endpoint'}
      </DoorLink>,
    ]);
  }
  if (items.length === 0) return null;
  items.push(['Owner', event.ownerName ?? 'nobody yet']);
  return (
    <Section title="What it touches">
      <Facts items={items} />
    </Section>
  );
}

function titleOf(vendorName: string, name: string): string {
  return name.toLowerCase().startsWith(vendorName.toLowerCase()) ? name : `${vendorName} ${name}`;
}

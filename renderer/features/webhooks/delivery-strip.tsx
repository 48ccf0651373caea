import type { ReactElement } from 'react';
import type { WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { formatWeekday } from '../../ui/format.ts';
import { plural, stripWords } from './webhook-words.ts';

const dayMs = 86_400_000;

/** A bar for every day, the oldest first: red where some failed, hollow where nothing came, hatched where nobody listened. */
export function DeliveryStrip({ days }: { readonly days: WebhookEndpoint['days'] }): ReactElement {
  return (
    <span className="who-strip" role="img" aria-label={stripWords(days)}>
      {days.map((day, index) => (
        <i key={index} data-day={stateOf(day)} title={titleOf(day)} />
      ))}
    </span>
  );
}

function stateOf(day: WebhookEndpoint['days'][number]): string {
  if (day === null) return 'unseen';
  if (day.came === 0) return 'none';
  return day.failed === 0 ? 'good' : day.failed === day.came ? 'bad' : 'some';
}

function titleOf(day: WebhookEndpoint['days'][number]): string {
  if (day === null) return 'The receiver was closed';
  const when = formatWeekday(day.at + dayMs / 2);
  return day.came === 0 ? `${when}: nothing came` : `${when}: ${plural(day.came, 'delivery', 'deliveries')}, ${day.failed} failed`;
}

import type { DeliveryDetail, DeliveryVerdict, WebhookDelivery } from '../../shared/contract/webhooks.ts';
import { showInstant } from './instants.ts';
import { layoutTable } from './table.ts';
import type { Line } from './text.ts';

const stateWords: Readonly<Record<WebhookDelivery['state'], string>> = { holds: 'holds', fails: 'fails', unknown: 'not verified' };

/** "holds", "fails", "not verified". */
export const verdictText = (state: WebhookDelivery['state']): string => stateWords[state];

const toneOf = (state: WebhookDelivery['state']): 'broken' | undefined => (state === 'fails' ? 'broken' : undefined);

export function layoutVerdict({ state, words, diagnosis }: DeliveryVerdict): readonly Line[] {
  const tone = toneOf(state);
  const head: Line =
    tone === undefined ? `The signature ${state === 'holds' ? 'holds' : 'was not verified'}.` : { text: 'The signature fails.', tone };
  return diagnosis === null ? [head, words] : [head, diagnosis.words, diagnosis.remedy];
}

export function layoutDeliveries(rows: readonly WebhookDelivery[], width: number): readonly Line[] {
  return layoutTable(
    [
      { title: 'Came' },
      { title: 'Signature' },
      { title: 'Type', least: 10 },
      { title: 'Event', least: 12 },
      { title: 'Times', align: 'right' },
      { title: 'Why', least: 20 },
    ],
    rows.map((row) => [
      showInstant(row.receivedAt),
      verdictText(row.state),
      row.eventType ?? '–',
      row.eventId ?? '–',
      String(row.times),
      row.deadWords ?? (row.state === 'holds' ? '' : row.words),
    ]),
    width,
  );
}

export function layoutDelivery(detail: DeliveryDetail): readonly Line[] {
  const { delivery, verdict, headers, body, notes, replays } = detail;
  return [
    { text: `${delivery.eventType ?? 'A delivery'} ${delivery.eventId ?? ''}`.trim(), tone: 'title' },
    `${delivery.endpointName}, ${delivery.isTimeKnown ? showInstant(delivery.receivedAt) : 'nobody knows when'}, ${delivery.byteLength} bytes${delivery.duplicateOf === null ? '' : ', a duplicate'}`,
    '',
    ...layoutVerdict(verdict),
    ...notes,
    '',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    ...(body === null ? ['Its bytes are no longer kept.'] : body.text.split('\n')),
    ...(replays.length === 0 ? [] : ['', ...replays.map((replay) => `Replay to ${replay.targetUrl}: ${replay.state}. ${replay.words}`)]),
  ];
}

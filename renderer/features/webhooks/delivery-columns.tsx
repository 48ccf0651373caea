import type { WebhookDelivery } from '../../../shared/contract/webhooks.ts';
import { Mark } from '../../ui/mark.tsx';
import type { Column } from '../../ui/table-column.ts';
import { When } from '../../ui/when.tsx';
import { formatBytes, formatInstant } from '../../ui/format.ts';
import { afterWords, deliveryMark, sourceWords, verdictWords } from './webhook-words.ts';

const none = <span className="faint">–</span>;

export const deliveryColumns: readonly Column<WebhookDelivery>[] = [
  { key: 'when', header: 'Came', width: 132, cell: (row) => <When at={row.receivedAt} />, value: (row) => row.receivedAt },
  {
    key: 'verdict',
    header: 'Signature',
    width: 160,
    cell: (row) => (
      <span className="who-verdict" data-state={deliveryMark(row)} title={row.words}>
        <Mark state={deliveryMark(row)} />
        <span className="ellipsis">{verdictWords(row)}</span>
      </span>
    ),
    value: (row) => verdictWords(row),
  },
  {
    key: 'type',
    header: 'Type',
    cell: (row) => (row.eventType === null ? none : <span className="strong">{row.eventType}</span>),
    value: (row) => row.eventType,
  },
  {
    key: 'event',
    givesWay: true,
    header: 'Event',
    width: 190,
    cell: (row) => (row.eventId === null ? none : <code>{row.eventId}</code>),
    value: (row) => row.eventId,
  },
  { key: 'endpoint', header: 'Endpoint', width: 140, isMinor: true, cell: (row) => row.endpointName, value: (row) => row.endpointName },
  {
    key: 'times',
    givesWay: true,
    header: 'Times',
    width: 84,
    align: 'right',
    cell: (row) =>
      row.times === 1 ? (
        <span className="faint">1</span>
      ) : (
        <span title={row.duplicateOf === null ? 'The first of them' : 'A duplicate'}>
          {row.times}
          {row.duplicateOf === null ? '' : ' dup.'}
        </span>
      ),
    value: (row) => row.times,
  },
  {
    key: 'after',
    header: 'Since then',
    width: 140,
    isMinor: true,
    cell: (row) => afterWords(row) || none,
    value: (row) => afterWords(row),
  },
  {
    key: 'size',
    header: 'Size',
    width: 76,
    align: 'right',
    initiallyHidden: true,
    cell: (row) => formatBytes(row.byteLength),
    value: (row) => row.byteLength,
  },
  {
    key: 'source',
    header: 'From',
    width: 110,
    initiallyHidden: true,
    cell: (row) => sourceWords[row.source],
    value: (row) => sourceWords[row.source],
  },
  {
    key: 'exact',
    header: 'At',
    width: 170,
    initiallyHidden: true,
    cell: (row) => formatInstant(row.receivedAt),
    value: (row) => row.receivedAt,
  },
];

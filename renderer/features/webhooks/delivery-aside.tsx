import { IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { DeliveryDetail, WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { isFault } from '../../../shared/contract/errors.ts';
import { api, client } from '../../app/client.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { Button } from '../../ui/button.tsx';
import { CodeView } from '../../ui/code-view.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatBytes, formatInstant } from '../../ui/format.ts';
import { Loading } from '../../ui/loading.tsx';
import { Mark } from '../../ui/mark.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { toast } from '../../ui/toast.ts';
import { changeWithUndo } from '../../ui/undo-last.ts';
import { When } from '../../ui/when.tsx';
import { exportDelivery } from './export-delivery.ts';
import { ReplayList } from './replay-list.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { deliveryMark, plural, prettyBody, sourceWords } from './webhook-words.ts';

export interface DeliveryAsideProps {
  readonly id: string;
  readonly endpoints: readonly WebhookEndpoint[];
}

/** One delivery: whether it holds and why not, what it brought, and what became of it. */
export function DeliveryAside({ id, endpoints }: DeliveryAsideProps): ReactElement {
  const shown = useQuery(api.webhooks.delivery.queryOptions({ input: { id } }));
  const [isReplaying, setIsReplaying] = useState(false);
  const detail = shown.data;
  const canReplay = detail !== undefined && detail.body !== null && detail.delivery.code !== 'too_large';
  const replay = (): void => setIsReplaying(true);
  const again = (): void => void verifyAgain(id);
  useShortcut('r', 'Replay the delivery', replay, canReplay);
  usePaletteActions('delivery', [
    ...(canReplay ? [{ words: 'Replay the delivery', keys: 'r', run: replay }] : []),
    { words: 'Verify the delivery again', run: again },
    { words: 'Export the delivery', run: () => void exportDelivery([id]) },
  ]);
  if (shown.error) {
    if (isFault(shown.error) && shown.error.code === 'not_found') return <Empty title="This delivery is no longer kept." />;
    return <FaultNote fault={shown.error} onRetry={() => void shown.refetch()} />;
  }
  if (!detail) return <Loading />;
  const { delivery } = detail;
  const needsSomebody = delivery.deadWords !== null;
  const settle = (isSettled: boolean): Promise<boolean> =>
    changeWithUndo(isSettled ? 'Dealt with' : 'Open again', 'webhookDelivery', id, () => client.webhooks.settle({ id, isSettled }));
  return (
    <>
      <Verdict detail={detail} />
      <div className="who-buttons">
        {canReplay && (
          <Button
            small
            kind={delivery.state === 'holds' ? 'primary' : 'default'}
            icon={<IconPlayerPlay size={16} stroke={1.6} aria-hidden="true" />}
            onClick={replay}
          >
            Replay
          </Button>
        )}
        {delivery.state !== 'holds' && detail.body !== null && (
          <Button small icon={<IconRefresh size={16} stroke={1.6} aria-hidden="true" />} onClick={again}>
            Verify again
          </Button>
        )}
        {needsSomebody && (
          <Button small onClick={() => void settle(true)}>
            Mark as dealt with
          </Button>
        )}
        {delivery.isSettled && (
          <Button small kind="quiet" onClick={() => void settle(false)}>
            Open it again
          </Button>
        )}
      </div>
      <Section title="Event">
        <Facts items={factsOf(detail)} />
      </Section>
      {detail.replays.length > 0 && <ReplayList replays={detail.replays} />}
      <BodyPart detail={detail} />
      {detail.headers.length > 0 && (
        <Section title={`Headers (${detail.headers.length})`}>
          <dl className="who-headers">
            {detail.headers.map(([name, value], at) => (
              <div key={at}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {isReplaying && (
        <ReplayDialog
          delivery={delivery}
          endpoint={endpoints.find((one) => one.id === delivery.endpointId) ?? null}
          onClose={() => setIsReplaying(false)}
        />
      )}
    </>
  );
}

function Verdict({ detail: { delivery, verdict, notes } }: { readonly detail: DeliveryDetail }): ReactElement {
  const { diagnosis } = verdict;
  const title = delivery.state === 'holds' ? 'The signature holds' : delivery.state === 'unknown' ? 'Not verified' : 'The signature fails';
  return (
    <section className="who-now" data-state={deliveryMark(delivery)} aria-label="Verdict">
      <h3>
        <Mark state={deliveryMark(delivery)} />
        {delivery.code === 'unparsable' ? 'Signed, but not readable' : delivery.code === 'too_large' ? 'Too large' : title}
      </h3>
      {diagnosis === null ? (
        <p>{verdict.words}</p>
      ) : (
        <>
          <p>{diagnosis.words}</p>
          <p className="who-remedy">{diagnosis.remedy}</p>
          <p className="who-proof">
            {diagnosis.isProven
              ? 'Proven: with just that changed the verdict changes.'
              : 'Each usual cause was tried; none gives this signature.'}
          </p>
        </>
      )}
      {delivery.code === 'no_secret' && (
        <p className="who-remedy">Enter its secret under Credentials or at the endpoint, then verify it again.</p>
      )}
      {notes.map((note) => (
        <p key={note} className="who-remedy">
          {note}
        </p>
      ))}
      {delivery.isSettled && <p className="who-remedy">Dealt with by {delivery.settledBy ?? 'somebody'}.</p>}
    </section>
  );
}

function factsOf({ delivery, verdict, siblings }: DeliveryDetail): [string, ReactNode][] {
  const faint = (words: string): ReactElement => <span className="faint">{words}</span>;
  return [
    [
      'Endpoint',
      <DoorLink key="endpoint" door={{ place: 'console', kind: 'webhook', id: delivery.endpointId }}>
        {delivery.endpointName}
      </DoorLink>,
    ],
    ['Type', delivery.eventType ?? faint('not found')],
    ['Id', delivery.eventId === null ? faint('not found') : <code key="id">{delivery.eventId}</code>],
    ['Came', delivery.isTimeKnown ? formatInstant(delivery.receivedAt) : faint('nobody knows')],
    ...(verdict.signedAt === null ? [] : [['Signed', formatInstant(verdict.signedAt)] satisfies [string, ReactNode]]),
    [
      'How it came',
      `${sourceWords[delivery.source]}${delivery.answered === null ? '' : `, answered ${delivery.answered}`}, ${formatBytes(delivery.byteLength)}`,
    ],
    [
      'Same event',
      siblings.length === 0 ? (
        faint('came once')
      ) : (
        <span key="same" className="who-same">
          {delivery.duplicateOf === null ? `${plural(siblings.length, 'more time', 'more times')}: ` : 'A duplicate; also '}
          {siblings.slice(0, 4).map((one) => (
            <DoorLink key={one.id} door={{ place: 'console', kind: 'delivery', id: one.id }}>
              <When at={one.receivedAt} />
            </DoorLink>
          ))}
        </span>
      ),
    ],
  ];
}

function BodyPart({ detail: { body, delivery } }: { readonly detail: DeliveryDetail }): ReactElement {
  const [how, setHow] = useState<'pretty' | 'raw'>('pretty');
  if (body === null) return <p className="who-note">Its bytes are no longer kept; what is known of it stays.</p>;
  if (body.text === '') return <p className="who-note">It has no body.</p>;
  const pretty = prettyBody(body.text);
  const isRaw = how === 'raw' || pretty.text === body.text;
  return (
    <Section
      title="Body"
      right={
        pretty.text === body.text ? undefined : (
          <Segments
            label="How the body is shown"
            value={how}
            onChange={setHow}
            items={[
              { value: 'pretty', label: 'Pretty' },
              { value: 'raw', label: 'As it came' },
            ]}
          />
        )
      }
    >
      <div className="who-body">
        <CodeView text={isRaw ? body.text : pretty.text} language={body.isText ? pretty.language : 'text'} label="Body of the delivery" />
      </div>
      {body.isCut && <p className="who-note">Only the beginning of {formatBytes(delivery.byteLength)} is shown.</p>}
    </Section>
  );
}

async function verifyAgain(id: string): Promise<void> {
  try {
    const { verdict } = await client.webhooks.verifyAgain({ id });
    toast(
      verdict.state === 'holds'
        ? { words: 'It holds now', state: 'holds' }
        : { words: `Verified again: ${verdict.words}`, state: 'broken' },
    );
  } catch (error) {
    sayFailed(error);
  }
}

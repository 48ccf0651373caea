import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { schemes } from '../../../shared/domain/webhooks/scheme.ts';
import { durationWords } from '../../../shared/domain/monitors/duration-words.ts';
import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { usePaletteActions } from '../../app/palette.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Mark } from '../../ui/mark.tsx';
import { sayFailed } from '../../ui/say-failed.ts';
import { Section } from '../../ui/section.tsx';
import { toast } from '../../ui/toast.ts';
import { offerUndo } from '../../ui/undo-last.ts';
import { When } from '../../ui/when.tsx';
import { EndpointSheet } from './endpoint-sheet.tsx';
import { hasSecretHere, plural } from './webhook-words.ts';

/** One endpoint: how it stands, how it is signed, and with which secrets. */
export function EndpointAside({ endpoint }: { readonly endpoint: WebhookEndpoint }): ReactElement {
  const [isEditing, setIsEditing] = useState(false);
  const edit = (): void => setIsEditing(true);
  useShortcut('e', 'Edit the endpoint', edit);
  usePaletteActions('webhook-endpoint', [{ words: `Edit ${endpoint.name}`, keys: 'e', run: edit }]);
  const { standing } = endpoint;
  const hasSecret = hasSecretHere(endpoint);
  const missing = hasSecret ? undefined : endpoint.secrets.find(({ role }) => role === 'active');
  return (
    <>
      <section
        className="who-now"
        data-state={hasSecret || standing.state === 'broken' ? standing.state : 'no data'}
        aria-label="How it stands"
      >
        <h3>
          <Mark state={standing.state} />
          {titleOf(endpoint)}
        </h3>
        <p>{reasonOf(endpoint)}</p>
        {!hasSecret && <p className="who-remedy">No signing secret is on this computer: what comes now cannot be verified.</p>}
      </section>
      <div className="who-buttons">
        {missing ? (
          <Button kind="primary" onClick={() => go({ place: 'credentials', kind: 'credential', id: missing.credentialId })}>
            Enter its secret
          </Button>
        ) : null}
        <Button
          kind={hasSecret || missing ? 'default' : 'primary'}
          icon={<IconPencil size={16} stroke={1.6} aria-hidden="true" />}
          onClick={edit}
        >
          {hasSecret || missing ? 'Edit' : 'Add its secret'}
        </Button>
        <Button kind="quiet" icon={<IconTrash size={16} stroke={1.6} aria-hidden="true" />} onClick={() => void remove(endpoint)}>
          Remove
        </Button>
      </div>
      <Section title="How it is signed">
        <Facts items={factsOf(endpoint)} />
      </Section>
      {endpoint.notes !== '' && (
        <Section title="Notes">
          <p className="who-notes">{endpoint.notes}</p>
        </Section>
      )}
      {isEditing && <EndpointSheet endpoint={endpoint} onClose={() => setIsEditing(false)} />}
    </>
  );
}

function titleOf({ open, standing, lastAt, failed30d }: WebhookEndpoint): string {
  if (open > 0) return open === 1 ? 'One delivery fails' : `${open} deliveries fail`;
  if (standing.state === 'soon') return `It has been ${standing.words}`;
  if (lastAt === null) return 'Nothing came yet';
  return failed30d > 0 ? 'No delivery needs you' : 'Every delivery holds';
}

function reasonOf(endpoint: WebhookEndpoint): ReactNode {
  if (endpoint.lastAt === null || endpoint.lastDeliveryId === null)
    return endpoint.url === null ? 'Open the receiver, or paste a delivery.' : `Send something to ${endpoint.url}.`;
  return (
    <>
      {plural(endpoint.deliveries30d, 'delivery', 'deliveries')} in 30 days, {endpoint.failed30d} failed,{' '}
      {plural(endpoint.duplicates30d, 'duplicate')}; the last came{' '}
      <DoorLink door={{ place: 'console', kind: 'delivery', id: endpoint.lastDeliveryId }}>
        <When at={endpoint.lastAt} />
      </DoorLink>
      .
    </>
  );
}

function factsOf(endpoint: WebhookEndpoint): [string, ReactNode][] {
  const faint = (words: string): ReactElement => <span className="faint">{words}</span>;
  const own = endpoint.rule;
  return [
    ['Scheme', schemes[endpoint.scheme].words],
    ...(endpoint.scheme === 'generic'
      ? [
          [
            'Signed',
            <span key="signed">
              HMAC-{own.algorithm.toUpperCase()} over <code>{own.template}</code> in <code>{own.header}</code>
            </span>,
          ] satisfies [string, ReactNode],
        ]
      : []),
    [
      'Secrets',
      endpoint.secrets.length === 0 ? (
        faint('none')
      ) : (
        <ul key="secrets" className="who-plain">
          {endpoint.secrets.map(({ credentialId, name, role, isHere, isChangingOver }) => (
            <li key={credentialId}>
              <DoorLink door={{ place: 'credentials', kind: 'credential', id: credentialId }}>{name}</DoorLink>
              <span className="faint">
                {role === 'former' ? ', former' : ''}
                {isHere ? '' : ', not on this computer'}
                {isChangingOver ? ', changing over: the former one counts too' : ''}
              </span>
            </li>
          ))}
        </ul>
      ),
    ],
    [
      'Receives at',
      endpoint.url === null ? (
        <span key="at">
          <code>{endpoint.path}</code> <span className="faint">while the receiver is open</span>
        </span>
      ) : (
        <code key="at">{endpoint.url}</code>
      ),
    ],
    ['Tolerance', durationWords(endpoint.toleranceS * 1000)],
    ['Event id', endpoint.eventIdPath === '' ? faint('not read') : <code key="id">{endpoint.eventIdPath}</code>],
    ['Event type', endpoint.eventTypePath === '' ? faint('not read') : <code key="type">{endpoint.eventTypePath}</code>],
    [
      'API',
      endpoint.apiId === null ? (
        faint('none')
      ) : (
        <DoorLink key="api" door={{ place: 'inventory', kind: 'api', id: endpoint.apiId }}>
          {[endpoint.vendorName, endpoint.apiName].filter(Boolean).join(' ')}
        </DoorLink>
      ),
    ],
    ['Replay to', endpoint.targetUrl === null ? faint('chosen each time') : <code key="target">{endpoint.targetUrl}</code>],
    [
      'Expected',
      endpoint.expectedByMinutes === null ? faint('not watched') : `at least every ${durationWords(endpoint.expectedByMinutes * 60_000)}`,
    ],
  ];
}

async function remove(endpoint: WebhookEndpoint): Promise<void> {
  const isEmpty = endpoint.lastAt === null;
  if (
    !isEmpty &&
    !(await confirm({
      title: `Remove “${endpoint.name}”?`,
      consequence: 'All its deliveries go with it. This cannot be undone. Its secrets stay under Credentials.',
      action: 'Remove endpoint',
      danger: true,
    }))
  )
    return;
  try {
    await client.webhooks.removeEndpoint({ id: endpoint.id });
    if (isEmpty) offerUndo(`Removed: ${endpoint.name}`, 'webhookEndpoint', endpoint.id);
    else toast({ words: `Removed: ${endpoint.name}` });
    go({ place: 'console', kind: 'webhooks' });
  } catch (error) {
    sayFailed(error);
  }
}

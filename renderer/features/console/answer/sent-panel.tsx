import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { DoorLink } from '../../../ui/door-link.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { When } from '../../../ui/when.tsx';
import { BodyView } from './body/body-view.tsx';
import { HeaderList } from './header-list.tsx';

/** What was sent, redacted, by whom and over which connection. */
export function SentPanel({ exchange }: { readonly exchange: Exchange }): ReactElement {
  const { timings } = exchange;
  const connection = [
    timings?.proxy ? `through ${timings.proxy}` : timings?.remoteAddress,
    timings?.httpVersion && `HTTP ${timings.httpVersion.replace(/^HTTP\/?/i, '')}`,
    timings?.isReused ? 'used again' : null,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <div className="con-sent">
      <p className="con-sent-line">
        <b>{exchange.method}</b> {exchange.url}
      </p>
      <Facts
        items={[
          [
            'Sent',
            <span key="sent">
              <When at={exchange.startedAt} /> by {exchange.actor}, {exchange.source}
            </span>,
          ],
          ['Environment', exchange.environmentName ?? 'none'],
          ['Credential', exchange.credentialName ?? 'none'],
          ...(exchange.endpointId === null
            ? []
            : [
                [
                  'Endpoint',
                  <DoorLink key="endpoint" door={{ place: 'console', kind: 'endpoint', id: exchange.endpointId }}>
                    open in the console
                  </DoorLink>,
                ] as const,
              ]),
          ...(connection === ''
            ? []
            : [
                [
                  'Connection',
                  <span key="connection" className="mono">
                    {connection}
                  </span>,
                ] as const,
              ]),
        ]}
      />
      <HeaderList headers={exchange.requestHeaders} />
      {exchange.requestBody ? (
        <div className="con-sent-body">
          <BodyView
            of={{ exchangeId: exchange.id, side: 'request' }}
            exchangeNumber={exchange.number}
            label="Request body as it was sent"
          />
        </div>
      ) : (
        <p className="con-none">It had no body.</p>
      )}
    </div>
  );
}

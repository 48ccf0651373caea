import type { ReactElement } from 'react';
import type { Exchange } from '../../../../../shared/contract/console.ts';

type Failure = NonNullable<Exchange['failure']>;

const order = ['dns', 'connect', 'tls', 'send', 'wait', 'download'] as const;
const names: Readonly<Record<string, string>> = {
  url: 'Address',
  dns: 'Name',
  proxy: 'Proxy',
  connect: 'Connection',
  tls: 'Certificate',
  send: 'Sending',
  wait: 'Answer',
  download: 'Download',
  redirect: 'Redirect',
  limit: 'Limit',
};

/** How far it came: each step on the way, and the one where it ended. */
export function FailurePhases({ failure, url }: { readonly failure: Failure; readonly url: string }): ReactElement | null {
  const { phase } = failure;
  const isPlain = URL.parse(url)?.protocol === 'http:';
  const steps = order.filter((one) => one !== 'tls' || !isPlain).map((one): string => one);
  const way = phase === 'proxy' ? ['dns', 'proxy', ...steps.slice(1)] : steps;
  const at = way.indexOf(phase);
  if (at === -1) return null;
  return (
    <ol className="ans-phases" aria-label="How far it came">
      {way.map((one, place) => (
        <li key={one} data-state={place < at ? 'done' : place === at ? 'ended' : 'not reached'}>
          <span aria-hidden="true">{place < at ? '✓' : place === at ? '◆' : '·'}</span> {names[one]}
          <span className="ans-unseen">{place < at ? ' was well' : place === at ? ', here it ended' : ' was not reached'}</span>
        </li>
      ))}
    </ol>
  );
}

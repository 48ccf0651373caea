import type { ButtonHTMLAttributes, ReactElement } from 'react';
import type { ExchangeRow } from '../../../shared/contract/console.ts';
import type { Endpoint } from '../../../shared/contract/inventory.ts';
import { Mark } from '../../ui/mark.tsx';
import { outcome } from './exchange-words.ts';

export interface EndpointItemProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly endpoint: Endpoint;
  /** Its newest exchange, when there is one among the recent ones. */
  readonly last: ExchangeRow | undefined;
  readonly isChosen: boolean;
}

/** One endpoint in the list: method, what it does, and how its last call ended. */
export function EndpointItem({ endpoint, last, isChosen, ...rest }: EndpointItemProps): ReactElement {
  const ended = last ? outcome(last) : null;
  const summary = endpoint.summary || endpoint.path;
  return (
    <button {...rest} type="button" className="con-item" aria-current={isChosen || undefined} title={`${endpoint.method} ${endpoint.path}`}>
      <span className="con-method" data-long={endpoint.method.length > 5 || undefined}>
        {endpoint.method}
      </span>
      <span className="ellipsis" data-deprecated={endpoint.isDeprecated || undefined}>
        {summary}
        {endpoint.isDeprecated && <span className="visually-hidden">, deprecated</span>}
      </span>
      {ended && (
        <span className="con-ended" data-state={ended.state}>
          <Mark state={ended.state} />
          {ended.words}
        </span>
      )}
    </button>
  );
}

import type { ReactElement } from 'react';
import type { Exchange } from '../../../../shared/contract/console.ts';
import { Button } from '../../../ui/button.tsx';
import { Mark } from '../../../ui/mark.tsx';

export interface RedirectConsentProps {
  readonly exchange: Exchange;
  readonly onFollow: (origin: string) => void;
}

/** A redirect that was not followed without being asked: following it is one press, and is remembered in the request. */
export function RedirectConsent({ exchange, onFollow }: RedirectConsentProps): ReactElement | null {
  const { failure } = exchange;
  const origin = failure?.cause === 'redirect_needs_confirmation' ? failure.target : undefined;
  if (origin === undefined || !URL.canParse(origin)) return null;
  return (
    <div className="con-notes" role="status">
      <Mark state="soon" />
      <p>The server leads on to {origin}, into another network. Follow it only if you know why.</p>
      <Button small onClick={() => onFollow(origin)}>
        Follow to {new URL(origin).host}
      </Button>
    </div>
  );
}

import type { ReactElement } from 'react';
import type { Exchange } from '../../../../../shared/contract/console.ts';
import { go } from '../../../../app/navigate.ts';
import { Button } from '../../../../ui/button.tsx';

type Failure = NonNullable<Exchange['failure']>;

/** Where Settings mend what ended a call. Nothing here ever turns the checking of certificates off. */
const settings: Readonly<Record<string, { readonly words: string; readonly kind: string }>> = {
  tls_untrusted: { words: 'Add a certificate', kind: 'authorities' },
  tls_self_signed: { words: 'Add a certificate', kind: 'authorities' },
};
const proxySettings = { words: 'Open the proxy’s settings', kind: 'network' };

/** The one thing to do about a failure, with a way there where the app has one. */
export function FailureRemedy({ failure }: { readonly failure: Failure }): ReactElement {
  const place = settings[failure.cause] ?? (failure.phase === 'proxy' ? proxySettings : undefined);
  return (
    <div className="ans-remedy">
      <p>{failure.remedy}</p>
      {place !== undefined && <Button onClick={() => go({ place: 'settings', kind: place.kind })}>{place.words}</Button>}
    </div>
  );
}

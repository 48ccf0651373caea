import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Cookie } from '../../../../shared/contract/requests.ts';
import { api, client } from '../../../app/client.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { sayFailed } from '../../../ui/say-failed.ts';

export interface CookieListProps {
  readonly environmentId: string;
  readonly name: string;
}

/** The cookies of an environment, without their values. */
export function CookieList({ environmentId, name }: CookieListProps): ReactElement | null {
  const jar = useQuery(api.requests.cookies.queryOptions({ input: { environmentId } }));
  if (!jar.data) return null;
  const { cookies, isKept } = jar.data;
  const run = (work: () => Promise<unknown>): void => void work().catch(sayFailed);
  const clear = (one: Cookie | null): void =>
    run(() =>
      client.requests.clearCookies({ environmentId, one: one === null ? null : { name: one.name, domain: one.domain, path: one.path } }),
    );
  return (
    <section className="con-cookies" aria-label={`Cookies of ${name}`}>
      {cookies.length === 0 ? (
        <p className="faint small">{name} has set none.</p>
      ) : (
        <ul>
          {cookies.map((one) => (
            <li key={`${one.domain} ${one.path} ${one.name}`}>
              <code className="ellipsis" title={one.name}>
                {one.name}
              </code>
              <span className="small muted ellipsis">
                {one.domain}
                {one.path === '/' ? '' : one.path} ·{' '}
                {one.expiresAt === null ? 'until the app closes' : `until ${formatInstant(one.expiresAt)}`}
              </span>
              <IconButton of={IconX} words={`Clear the cookie ${one.name}`} small onClick={() => clear(one)} />
            </li>
          ))}
        </ul>
      )}
      <div className="con-cookies-foot">
        <label>
          <input
            type="checkbox"
            checked={isKept}
            onChange={(event) => run(() => client.requests.keepCookies({ environmentId, isKept: event.target.checked }))}
          />{' '}
          keep them sealed beyond closing
        </label>
        {cookies.length > 0 && (
          <Button small kind="quiet" onClick={() => clear(null)}>
            Clear all
          </Button>
        )}
      </div>
    </section>
  );
}

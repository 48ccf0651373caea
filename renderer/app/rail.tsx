import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactElement } from 'react';
import { formatCount } from '../ui/format.ts';
import { api } from './client.ts';
import { doorHref, useDoor } from './navigate.ts';
import { placeIcons } from './place-icons.tsx';
import { places } from './places.ts';
import styles from './shell.module.css';

/** The places, with a counter only where a person must act; while the workspace is being opened, without. */
export function Rail({ isOpen }: { readonly isOpen: boolean }): ReactElement {
  const { place: here } = useDoor();
  const { data } = useQuery(api.today.show.queryOptions({ input: {}, enabled: isOpen }));
  const firstBelow = places.find((one) => one.isBelow)?.place;
  return (
    <nav className={styles.rail} aria-label="Places">
      {places.map(({ place, words, letter }) => {
        const Icon = placeIcons[place];
        const count = data?.counters[place] ?? 0;
        return (
          <Fragment key={place}>
            {place === firstBelow ? (
              <>
                <span className={styles.gap} />
                <hr />
              </>
            ) : null}
            <a href={doorHref({ place })} aria-current={place === here ? 'page' : undefined} title={`${words} (g ${letter})`}>
              <Icon stroke={1.6} aria-hidden="true" />
              {words}
              {count > 0 ? (
                <span className={styles.count} aria-label={`${formatCount(count)} need you`} role="img">
                  {formatCount(count)}
                </span>
              ) : null}
            </a>
          </Fragment>
        );
      })}
    </nav>
  );
}

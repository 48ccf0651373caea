import { lazy, Suspense, type ComponentType, type ReactElement } from 'react';
import TodayPage from '../features/today/today-page.tsx';
import { Loading } from '../ui/loading.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { useDoor } from './navigate.ts';
import { places, type PlaceName } from './places.ts';

/** Each place's page; loaded when it is first gone to, so that the window is up before the editor is read. Today is what it is up with. */
const pages: Readonly<Record<PlaceName, ComponentType>> = {
  today: TodayPage,
  inventory: lazy(() => import('../features/inventory/inventory-page.tsx')),
  credentials: lazy(() => import('../features/credentials/credentials-page.tsx')),
  mappings: lazy(() => import('../features/mappings/mappings-page.tsx')),
  console: lazy(() => import('./console-frame.tsx')),
  ledger: lazy(() => import('../features/ledger/ledger-page.tsx')),
  calendar: lazy(() => import('../features/calendar/calendar-page.tsx')),
  monitors: lazy(() => import('../features/monitors/monitors-page.tsx')),
  runbooks: lazy(() => import('../features/runbooks/runbooks-page.tsx')),
  scorecards: lazy(() => import('../features/scorecards/scorecards-page.tsx')),
  activity: lazy(() => import('../features/activity/activity-page.tsx')),
  settings: lazy(() => import('../features/settings/settings-page.tsx')),
};

/** The page of the place where the person is. A page that breaks leaves the rail and the other pages alone. */
export function PageHost(): ReactElement {
  const { place } = useDoor();
  const Page = pages[place];
  const words = places.find((one) => one.place === place)?.words ?? place;
  return (
    <ErrorBoundary key={place} name={words}>
      <Suspense fallback={<Loading />}>
        <Page />
      </Suspense>
    </ErrorBoundary>
  );
}

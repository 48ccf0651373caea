import { lazy, Suspense, type ReactElement } from 'react';
import { useApp } from './app-state.ts';
import styles from './welcome-frame.module.css';

const WelcomePage = lazy(() => import('../features/welcome/welcome-page.tsx'));

/** A window without a workspace. */
export function WelcomeFrame(): ReactElement {
  const core = useApp((state) => state.core);
  return (
    <div className={styles.frame}>
      {core === 'down' ? (
        <div className={styles.banner} role="status">
          The engine stopped and is being started again.
        </div>
      ) : null}
      <main className={styles.main}>
        <Suspense fallback={null}>
          <WelcomePage />
        </Suspense>
      </main>
    </div>
  );
}

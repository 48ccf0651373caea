import type { ReactElement, ReactNode } from 'react';
import { useState } from 'react';
import type { WorkspaceInfo } from '../../shared/contract/workspace.ts';
import { Button } from '../ui/button.tsx';
import { Mark, type StandingState } from '../ui/mark.tsx';
import { useApp } from './app-state.ts';
import styles from './shell.module.css';
import { lookOnlyReason } from './use-workspace.ts';

/** Quiet lines above the page for what concerns all of it: no engine, read-only, no keychain. */
export function Banners({ workspace }: { readonly workspace: WorkspaceInfo }): ReactElement {
  const core = useApp((state) => state.core);
  const lookOnly = lookOnlyReason(workspace);
  const [isKeychainSeen, setIsKeychainSeen] = useState(false);
  return (
    <>
      {core === 'down' ? (
        <Banner state="soon">
          The engine stopped and is being started again. What was saved is safe; calls on their way were given up and are marked as unknown.
        </Banner>
      ) : null}
      {lookOnly !== null ? (
        <Banner state="soon">
          <b>Read-only.</b> {lookOnly}
        </Banner>
      ) : null}
      {workspace.keychain.available || isKeychainSeen ? null : (
        <Banner
          state="soon"
          action={
            <Button small kind="quiet" onClick={() => setIsKeychainSeen(true)}>
              Hide
            </Button>
          }
        >
          {workspace.keychain.words}
        </Banner>
      )}
    </>
  );
}

function Banner({
  state,
  children,
  action,
}: {
  readonly state: StandingState;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): ReactElement {
  return (
    <div className={styles.banner} role="status">
      <Mark state={state} />
      <span>{children}</span>
      {action}
    </div>
  );
}

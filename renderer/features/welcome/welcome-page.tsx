import { IconFolderOpen, IconPlus, IconSparkles } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { useApp } from '../../app/app-state.ts';
import { chooseAndOpen, exploreSample } from '../../app/workspace-actions.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { OpenFault } from './open-fault.tsx';
import { RecentWorkspaces } from './recent-workspaces.tsx';
import styles from './welcome.module.css';

/** The first screen: three ways to begin, what was open before, and why something could not be opened. */
export default function WelcomePage(): ReactElement {
  const openFault = useApp((state) => state.openFault);
  const version = useApp((state) => state.start?.version);
  const openingWords = useApp((state) => state.openingWords);
  const sample = useMutation({ mutationFn: exploreSample, networkMode: 'always' });
  const open = useMutation({ mutationFn: chooseAndOpen, networkMode: 'always' });
  return (
    <div className={styles.welcome}>
      <div className={styles.head}>
        <span className={styles.logo} aria-hidden="true">
          Q
        </span>
        <div>
          <h1>Quartermaster</h1>
          <p className="muted">Every API you depend on, under control, on this computer.</p>
        </div>
      </div>
      {openFault === null ? null : <OpenFault key={openFault.folder} folder={openFault.folder} fault={openFault.fault} />}
      <div className={styles.ways}>
        <Way
          icon={<IconPlus size={20} stroke={1.6} aria-hidden="true" />}
          words="Create a workspace"
          detail="Start empty: drop an OpenAPI file on it and go on from there."
          onClick={() => useApp.setState({ isCreateOpen: true })}
        />
        <Way
          icon={<IconFolderOpen size={20} stroke={1.6} aria-hidden="true" />}
          words="Open a workspace"
          detail="A folder that holds one already."
          isBusy={open.isPending}
          onClick={() => open.mutate()}
        />
        <Way
          icon={<IconSparkles size={20} stroke={1.6} aria-hidden="true" />}
          words="Explore the sample"
          detail="Acme Mobile Shop: a dozen vendors and three months of history, all invented."
          isBusy={sample.isPending}
          busyWords={openingWords}
          onClick={() => sample.mutate()}
        />
      </div>
      {sample.error === null ? null : <FaultNote fault={sample.error} onRetry={() => sample.mutate()} />}
      <RecentWorkspaces />
      <p className={styles.foot}>
        A workspace is one file in a folder of yours. Nothing leaves this computer except the calls that you send.
        {version === undefined ? '' : ` Version ${version}.`}
      </p>
    </div>
  );
}

interface WayProps {
  readonly icon: ReactNode;
  readonly words: string;
  readonly detail: string;
  readonly isBusy?: boolean;
  readonly busyWords?: string;
  readonly onClick: () => void;
}

function Way({ icon, words, detail, isBusy = false, busyWords = '', onClick }: WayProps): ReactElement {
  return (
    <button type="button" className={styles.way} aria-busy={isBusy || undefined} disabled={isBusy} onClick={onClick}>
      <span className={styles.icon}>{icon}</span>
      <span>
        <span className={styles.wayWords}>{words}</span>
        <span className={styles.detail}>{isBusy ? busyWords || 'One moment…' : detail}</span>
      </span>
    </button>
  );
}

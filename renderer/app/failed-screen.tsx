import { useState, useEffect, type ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toast.ts';
import { useApp } from './app-state.ts';
import styles from './failed-screen.module.css';
import { shell } from './shell-bridge.ts';

/** The engine died three times and was given up: what happened, its log, and two things to do. */
export function FailedScreen(): ReactElement {
  const [log, setLog] = useState('');
  const [isStarting, setIsStarting] = useState(false);
  const start = useApp((state) => state.start);
  useEffect(() => {
    void shell.call('coreLog', undefined).then(setLog);
  }, []);
  const copy = async (): Promise<void> => {
    const versions = start === null ? '' : `Quartermaster ${start.version}, Electron ${start.electronVersion}, ${start.platform}\n\n`;
    await shell.call('copyText', { text: `${versions}${log}` });
    toast({ words: 'Details copied' });
  };
  const restart = async (): Promise<void> => {
    setIsStarting(true);
    useApp.setState({ core: 'down' });
    await shell.call('restartCore', undefined);
  };
  return (
    <main className={styles.screen}>
      <div className={styles.inner}>
        <h1>The engine stopped three times in five minutes</h1>
        <p className={styles.words}>
          Quartermaster no longer starts it by itself. What was saved is safe in the workspace’s file. Start it again; if it keeps stopping,
          copy the details and report them.
        </p>
        <div className={styles.actions}>
          <Button kind="primary" loading={isStarting} onClick={() => void restart()}>
            Start again
          </Button>
          <Button onClick={() => void copy()}>Copy details</Button>
        </div>
        <h2>The last lines of its log</h2>
        <pre className={styles.log} tabIndex={0} role="region" aria-label="Log of the engine">
          {log === '' ? 'The log is empty.' : log}
        </pre>
      </div>
    </main>
  );
}

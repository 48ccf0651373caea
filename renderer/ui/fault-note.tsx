import type { ReactElement } from 'react';
import type { FaultCode } from '../../shared/contract/errors.ts';
import { asFault } from '../app/fault-of.ts';
import { shell } from '../app/shell-bridge.ts';
import { Button } from './button.tsx';
import { faultText } from './fault-text.ts';
import styles from './fault-note.module.css';
import { Mark } from './mark.tsx';
import { toast } from './toast.ts';

export interface FaultNoteProps {
  /** What a call was rejected with. */
  readonly fault: unknown;
  readonly onRetry?: () => void;
}

/** Nothing is broken: somebody has to wait, choose or look again. */
const passing: ReadonlySet<FaultCode> = new Set([
  'workspace_held',
  'workspace_read_only',
  'workspace_newer',
  'core_gone',
  'cancelled',
  'conflict',
  'held_back',
  'production_guarded',
]);

/** What happened, what to do, and the details to hand on. */
export function FaultNote({ fault, onRetry }: FaultNoteProps): ReactElement {
  const { data } = asFault(fault);
  const place =
    data.place === undefined
      ? ''
      : [data.place.file, data.place.line === undefined ? undefined : `line ${data.place.line}`, data.place.path]
          .filter(Boolean)
          .join(', ');
  const copy = async (): Promise<void> => {
    await shell.call('copyText', { text: faultText(data) });
    toast({ words: 'Details copied' });
  };
  const isPassing = passing.has(data.code);
  return (
    <div className={isPassing ? styles.passing : styles.note} role="alert">
      <div className={styles.head}>
        <Mark state={isPassing ? 'soon' : 'broken'} />
        <strong>{data.happened}</strong>
      </div>
      <p>{data.remedy}</p>
      {place === '' ? null : <p className={styles.place}>{place}</p>}
      <div className={styles.actions}>
        {onRetry === undefined ? null : (
          <Button small changes={false} onClick={onRetry}>
            Try again
          </Button>
        )}
        <Button small kind="quiet" onClick={() => void copy()}>
          Copy details
        </Button>
        {data.logId === undefined ? null : <code className={styles.id}>{data.logId}</code>}
      </div>
    </div>
  );
}

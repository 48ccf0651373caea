import { IconX } from '@tabler/icons-react';
import { useEffect, type ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import { Mark } from '../ui/mark.tsx';
import { dismissToast, useToasts, type Toast } from '../ui/toast.ts';
import styles from './shell.module.css';

const shownMs = 5000;
/** Longer when there is something to decide or to read. */
const shownWithUndoMs = 10_000;

/** Draws what the app says in passing, above everything else. */
export function Toasts(): ReactElement {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {toasts.map((one) => (
        <ToastLine key={one.id} toast={one} />
      ))}
    </div>
  );
}

function ToastLine({ toast }: { readonly toast: Toast }): ReactElement {
  useEffect(() => {
    const timer = setTimeout(
      () => dismissToast(toast.id),
      toast.undo === undefined && toast.state !== 'broken' ? shownMs : shownWithUndoMs,
    );
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className={styles.toast}>
      {toast.state === undefined ? null : <Mark state={toast.state} />}
      <span>{toast.words}</span>
      {toast.undo === undefined ? null : (
        <Button
          small
          onClick={() => {
            dismissToast(toast.id);
            toast.undo?.();
          }}
        >
          Undo
        </Button>
      )}
      <Button
        small
        kind="quiet"
        aria-label="Dismiss"
        icon={<IconX stroke={1.6} aria-hidden="true" />}
        onClick={() => dismissToast(toast.id)}
      />
    </div>
  );
}

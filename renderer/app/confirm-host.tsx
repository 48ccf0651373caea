import type { ReactElement } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { useConfirm } from '../ui/confirm.ts';

/** Draws the question that `confirm` asks. */
export function ConfirmHost(): ReactElement | null {
  const { asked, answer } = useConfirm();
  if (asked === null) return null;
  return (
    <Dialog
      title={asked.title}
      opened
      width={420}
      onClose={() => answer(false)}
      primary={{ words: asked.action, danger: asked.danger, run: () => answer(true) }}
    >
      <p className="muted">{asked.consequence}</p>
    </Dialog>
  );
}

import { useEffect, useState, type ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { formatMs } from '../../../ui/format.ts';
import type { Sending } from '../sending-store.ts';

const stepMs = 100;

export interface SendButtonProps {
  readonly sending: Sending | undefined;
  readonly isPossible: boolean;
  readonly onSend: () => void;
}

/** Sends; while the call is on its way it cancels it, and counts the time. */
export function SendButton({ sending, isPossible, onSend }: SendButtonProps): ReactElement {
  if (sending) return <CancelButton sending={sending} />;
  return (
    <Button kind="primary" className="con-send" keys="mod+Enter" disabled={!isPossible} onClick={onSend}>
      Send
    </Button>
  );
}

function CancelButton({ sending }: { readonly sending: Sending }): ReactElement {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <Button className="con-send" onClick={sending.stop}>
      Cancel <span className="faint num">{formatMs(Math.floor(Math.max(0, now - sending.startedAt) / stepMs) * stepMs)}</span>
    </Button>
  );
}

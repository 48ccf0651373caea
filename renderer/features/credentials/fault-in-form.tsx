import { useEffect, useRef } from 'react';
import { FaultNote } from '../../ui/fault-note.tsx';

/**
 * Why a form was not taken, brought into view wherever the form is scrolled to. It takes the focus, which the button lost
 * while it was working; so Esc still means the form.
 */
export function FaultInForm({ fault, hadSecret }: { readonly fault: unknown; readonly hadSecret: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fault === null) return;
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [fault]);
  return (
    <div ref={place} className="cred-fault" tabIndex={-1}>
      <FaultNote fault={fault} />
      {hadSecret ? <p className="cred-note">The secret was not stored and was cleared from this form. Enter it again.</p> : null}
    </div>
  );
}

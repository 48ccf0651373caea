import { useEffect, useRef } from 'react';
import { FaultNote } from '../../ui/fault-note.tsx';

/** Why a form was not taken. It takes the focus, which the button lost while it was working; so Esc still means the form. */
export function FaultInForm({ fault }: { readonly fault: unknown }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fault !== null) place.current?.focus();
  }, [fault]);
  return (
    <div ref={place} className="inv-fault" tabIndex={-1}>
      <FaultNote fault={fault} />
    </div>
  );
}

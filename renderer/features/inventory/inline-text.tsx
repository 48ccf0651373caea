import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { EditedInPlace } from '../../ui/edited-in-place.tsx';

interface InlineTextProps {
  readonly label: string;
  readonly value: string;
  /** Said in place of an empty value: "Add notes". */
  readonly emptyWords: string;
  readonly isLong?: boolean;
  readonly maxLength: number;
  /** Returns why a text cannot be kept, or null. */
  readonly check?: (text: string) => string | null;
  readonly onSave: (text: string) => void;
}

/**
 * A text that becomes its own field on a click or Enter. Leaving the field keeps it, Escape drops it; in a long text
 * Ctrl+Enter keeps it and Enter makes a line.
 */
export function InlineText({ label, value, emptyWords, isLong = false, maxLength, check, onSave }: InlineTextProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);

  useEffect(() => {
    // Back to where the keyboard was, once the field is gone.
    if (draft === null && wasEditing.current) button.current?.focus({ preventScroll: true });
    wasEditing.current = draft !== null;
  }, [draft]);

  if (draft === null) {
    return (
      <EditedInPlace>
        <button
          type="button"
          ref={button}
          className={isLong ? 'inv-inline inv-inline-long' : 'inv-inline'}
          aria-label={value === '' ? emptyWords : `${label}: ${value}. Edit`}
          onClick={() => setDraft(value)}
        >
          {value === '' ? <span className="faint">{emptyWords}</span> : value}
        </button>
      </EditedInPlace>
    );
  }

  const stop = (): void => {
    setDraft(null);
    setReason(null);
  };
  const keep = (): void => {
    const text = draft.trim();
    const problem = check?.(text) ?? null;
    if (problem) return setReason(problem);
    stop();
    if (text !== value) onSave(text);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.nativeEvent.stopImmediatePropagation();
      stop();
    } else if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      keep();
    }
  };
  const shared = {
    'aria-label': label,
    'aria-invalid': reason !== null,
    className: 'inv-inline-field',
    maxLength,
    value: draft,
    autoFocus: true,
    onBlur: keep,
    onKeyDown,
  };
  return (
    <span className="inv-inline-edit">
      {isLong ? (
        <textarea
          {...shared}
          rows={Math.min(12, Math.max(3, draft.split('\n').length + 1))}
          onChange={(event) => setDraft(event.target.value)}
        />
      ) : (
        <input {...shared} type="text" onChange={(event) => setDraft(event.target.value)} />
      )}
      <span className={reason ? 'inv-inline-reason' : 'inv-inline-hint'} role={reason ? 'alert' : undefined}>
        {reason ?? (isLong ? 'Ctrl+Enter keeps it, Esc drops it' : 'Enter keeps it, Esc drops it')}
      </span>
    </span>
  );
}

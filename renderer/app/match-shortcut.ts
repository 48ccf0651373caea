/** How long after `g` its second letter still counts. */
const sequenceTimeoutMs = 1200;

const isMac = navigator.platform.startsWith('Mac');

/** The first key of a sequence such as "g t", and when it was pressed. */
export interface Sequence {
  first: string;
  at: number;
}

/** The newest registered shortcut that a key press completes, or null; remembers the first key of a sequence. */
export function matchShortcut<S extends { readonly keys: string }>(
  registered: readonly S[],
  event: KeyboardEvent,
  sequence: Sequence,
): S | null {
  const isModified = isMac ? event.metaKey : event.ctrlKey;
  const isOtherwiseModified = event.altKey || (isMac ? event.ctrlKey : event.metaKey);
  if (isOtherwiseModified) return null;
  if (isModified) {
    const keys = `mod+${event.shiftKey ? 'shift+' : ''}${event.key}`.toLowerCase();
    return registered.findLast((one) => one.keys.toLowerCase() === keys) ?? null;
  }
  if (isTyping(event.target)) return null;
  const isSecond = sequence.first !== '' && event.timeStamp - sequence.at < sequenceTimeoutMs;
  const pair = isSecond ? registered.findLast((one) => one.keys === `${sequence.first} ${event.key}`) : undefined;
  sequence.first = '';
  if (pair !== undefined) return pair;
  if (registered.some((one) => one.keys.startsWith(`${event.key} `))) {
    sequence.first = event.key;
    sequence.at = event.timeStamp;
  }
  return registered.findLast((one) => one.keys === event.key) ?? null;
}

/** Keys that go from one to the next: held down they go on. Any other counts once, however long it is held. */
const walking: ReadonlySet<string> = new Set(['j', 'k', '[', ']']);

/** Whether a press that goes on since the shortcut was done does it again. */
export const mayRepeat = ({ keys }: { readonly keys: string }): boolean => walking.has(keys);

/** True when a plain key belongs to what has the focus: a field, an editor, an open dialog or menu. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['button', 'checkbox', 'radio', 'range'].includes(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

/** How keys are written for a person: "mod+k" is "Ctrl K", on a Mac "⌘ K". */
export function keysInWords(keys: string): string {
  return keys
    .split(/[ +]/)
    .map((key) =>
      key === 'mod'
        ? isMac
          ? '⌘'
          : 'Ctrl'
        : key === 'Escape'
          ? 'Esc'
          : key === 'shift'
            ? 'Shift'
            : key.length === 1 && keys.includes('+')
              ? key.toUpperCase()
              : key,
    )
    .join(' ');
}

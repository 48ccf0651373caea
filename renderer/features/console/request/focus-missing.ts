import { asFault } from '../../../app/fault-of.ts';

/** Puts the keyboard where the value is missing that a call was not sent for; nowhere for every other fault. */
export function focusMissing(error: unknown): void {
  if (error === undefined) return;
  const { code, place, details } = asFault(error).data;
  if (code !== 'bad_input') return;
  const name = details?.variable;
  const field =
    typeof name === 'string'
      ? `[data-value-name="${CSS.escape(name)}"]`
      : place?.path === undefined
        ? null
        : `[data-path-value="${CSS.escape(place.path)}"], .con-url-input`;
  if (field !== null) document.querySelector<HTMLElement>(`.con-main :is(${field})`)?.focus();
}

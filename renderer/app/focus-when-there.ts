const lookMs = 80;
const mostLooks = 20;

/**
 * Puts the focus where one goes on after a way to another place: once it is there and the menu or the page that was left has given the focus
 * back, whichever is later. Not once a person has pointed at something else, or has pressed a key in it, from which it may have led on.
 */
export function focusWhenThere(find: () => HTMLElement | null): void {
  const moved = new AbortController();
  const stop = (): void => moved.abort();
  const isThere = (): boolean => find()?.matches(':focus') === true;
  const look = (looks: number): void => {
    if (moved.signal.aborted) return;
    if (isThere() || looks === mostLooks) return stop();
    find()?.focus();
    setTimeout(look, lookMs, looks + 1);
  };
  window.addEventListener('pointerdown', stop, { capture: true, signal: moved.signal });
  window.addEventListener('keydown', () => isThere() && stop(), { capture: true, signal: moved.signal });
  setTimeout(look, lookMs, 0);
}

/** Where a call goes on in the Console: at the first value that its path lacks, else at the button that sends it. */
export const whereCallGoesOn = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('.con-part[data-missing] input') ?? document.querySelector<HTMLElement>('.con-send:not(:disabled)');

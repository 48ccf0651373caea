/** How long something may be disabled while it works before the keyboard goes on without it. */
const patienceMs = 900;
/** The kit sets its own focus when it opens and closes things; what is lost after that is lost. */
const settleMs = 40;
/** How long a place that was gone to may take to say its title. */
const readingMs = 4000;

/** How many are kept of what had the focus. */
const kept = 4;

const canFocus =
  'a[href], button:not(:disabled), input:not(:disabled, [type="hidden"]), select:not(:disabled), textarea:not(:disabled), [tabindex]';

interface Held {
  readonly element: HTMLElement;
  /** Where it stood: a range follows what happens around it when the element is taken away. */
  readonly place: Range;
  readonly door: string;
  /** In the side panel. */
  readonly isInDetail: boolean;
}

/**
 * Keeps the keyboard's place. What has the focus may go away under a person: its dialog closed, its row gone, its button done.
 * Then the focus goes to what opened it, to what appeared in its stead, or to what stands next, and never falls to the page's
 * ground, where no key means anything. Called once when the app starts; returns how to stop.
 */
export function keepFocus(target: Document): () => void {
  let held: Held | null = null;
  /** What had the focus on the page itself, the newest last: where a dialog was opened from. */
  let onPage: Held[] = [];
  let timer: number | undefined;
  let lostAt = 0;
  /** Until when a title that appears takes the focus from the page, which holds it meanwhile. */
  let awaitsTitleUntil = 0;

  const onFocus = (event: FocusEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target === target.body) return;
    held = hold(event.target);
    lostAt = 0;
    if (event.target.tagName !== 'MAIN') awaitsTitleUntil = 0;
    if (event.target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null) return;
    onPage = newest([...onPage.filter(({ element }) => element.isConnected && element !== event.target), held]);
  };
  /** A click on the ground lets go of the focus on purpose. */
  const onPointer = ({ target: at }: PointerEvent): void => {
    held = null;
    // What is clicked while it has the focus gets no other event of it.
    if (at instanceof Element && at.closest('[role="dialog"]') === null)
      onPage = onPage.filter(({ element }) => element.contains(at)).slice(-1);
  };
  /** Whoever goes to a place by its keys begins at its title. */
  const onDoor = (): void => {
    if (held === null && isLost(target) && target.querySelector('main') !== null) held = hold(target.body);
    look();
  };
  const look = (): void => {
    window.clearTimeout(timer);
    if (target.activeElement?.tagName === 'MAIN' && performance.now() < awaitsTitleUntil) titleOf(target.activeElement)?.focus();
    if (held === null || !isLost(target)) return;
    timer = window.setTimeout(settle, settleMs);
  };
  const isEarly = (): boolean => performance.now() - lostAt < patienceMs;
  const later = (): void => void (timer = window.setTimeout(settle, settleMs * 2));
  const settle = (): void => {
    if (held === null || !isLost(target) || target.querySelector('[role="menu"]') !== null) return;
    const { element } = held;
    const isThere = element !== target.body && element.isConnected && isDrawn(element);
    if (isThere && !element.matches(':disabled')) {
      // Disabled while it worked, and back again. What was never away has let go of the focus by itself.
      if (lostAt > 0) element.focus({ preventScroll: true });
      else held = null;
      return;
    }
    if (lostAt === 0) lostAt = performance.now();
    if (isThere && isEarly()) return later();
    const to = landing(target, held, onPage);
    to?.focus({ preventScroll: true });
    if (isLost(target)) target.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
    awaitsTitleUntil = to?.tagName === 'MAIN' ? performance.now() + readingMs : 0;
  };
  const observer = new MutationObserver(look);
  observer.observe(target, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled', 'hidden', 'inert'] });
  target.addEventListener('focusin', onFocus);
  target.addEventListener('pointerdown', onPointer, { capture: true });
  window.addEventListener('hashchange', onDoor);
  return () => {
    observer.disconnect();
    window.clearTimeout(timer);
    target.removeEventListener('focusin', onFocus);
    target.removeEventListener('pointerdown', onPointer, { capture: true });
    window.removeEventListener('hashchange', onDoor);
  };
}

function hold(element: HTMLElement): Held {
  const place = element.ownerDocument.createRange();
  place.setStartBefore(element);
  place.collapse(true);
  return { element, place, door: location.hash, isInDetail: element.closest('[data-detail]') !== null };
}

/** The last few of those in the side panel and of those beside it: who walked through all of a panel still came from a row. */
function newest(all: readonly Held[]): Held[] {
  const [inside, beside] = [true, false].map((isInside) => new Set(all.filter(({ isInDetail }) => isInDetail === isInside).slice(-kept)));
  return all.filter((one) => inside?.has(one) === true || beside?.has(one) === true);
}

const isLost = ({ activeElement, body }: Document): boolean => activeElement === null || activeElement === body;

const isDrawn = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });

/** Where the focus goes: in an open dialog to what stands next; on the page to what opened the dialog, or to what the person was led to. */
function landing(target: Document, held: Held, onPage: readonly Held[]): HTMLElement | null {
  const dialog = [...target.querySelectorAll<HTMLElement>('[role="dialog"][aria-modal="true"]')].findLast(isDrawn);
  if (dialog !== undefined) return next(dialog, held.place) ?? made(dialog);
  const page = target.querySelector<HTMLElement>('main');
  if (page === null) return null;
  const opener = onPage.findLast(({ element }) => element.isConnected && isDrawn(element) && element.matches(canFocus));
  // A panel that is closed goes back to the row that opened it, whatever door it had.
  if (held.isInDetail && opener !== undefined && page.querySelector('[data-detail]') === null) return opener.element;
  // A title had it only for want of something better; the body, that nothing had it. One level out is where one came from.
  const isElsewhere = held.element.matches('body, main, h1, h2') || !held.door.startsWith(location.hash);
  if (!isElsewhere) {
    // Its own place on the page still stands: go on from there.
    if (held.door === location.hash && page.contains(held.place.startContainer) && held.place.startContainer !== page) {
      const around = held.place.startContainer.parentElement?.closest<HTMLElement>('section, aside, form, [role="region"]');
      const following = next(around ?? page, held.place);
      if (following !== null) return following;
    }
    if (opener !== undefined) return opener.element;
  }
  return titleOf(page) ?? made(page);
}

/** What a place, or the detail that is open in it, begins with. */
function titleOf(page: Element): HTMLElement | null {
  const title = page.querySelector<HTMLElement>('aside[data-detail] h2') ?? page.querySelector<HTMLElement>('h1');
  return title === null ? null : made(title);
}

/** The next thing after a place that takes the focus, or the last before it. */
function next(scope: HTMLElement, place: Range): HTMLElement | null {
  const all = [...scope.querySelectorAll<HTMLElement>(canFocus)].filter((one) => one.tabIndex >= 0 && isDrawn(one));
  if (!scope.contains(place.startContainer)) return all.find(({ dataset }) => dataset['autofocus'] !== undefined) ?? all[0] ?? null;
  return all.find((one) => place.comparePoint(one, 0) > 0) ?? all.at(-1) ?? null;
}

/** An element that takes the focus when it is given, without being a stop of Tab. */
function made(element: HTMLElement): HTMLElement {
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1;
  return element;
}

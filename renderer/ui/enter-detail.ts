/** What stands beside each other: a list, and the detail of what is open in it. */
const frame = '[data-split]';
const detailTitle = 'aside[data-detail] h2';
/** A table, or the one item of another list that Tab stops at. */
const rows = '[role="grid"], [data-at][tabindex="0"]';

/** Moves the keyboard from a list into the detail that is open beside it, to its title. False when none is open. */
export function enterDetail(from: Element): boolean {
  const title = from.closest(frame)?.querySelector<HTMLElement>(detailTitle);
  if (title == null) return false;
  title.tabIndex = -1;
  title.focus();
  return true;
}

/** Moves the keyboard from the detail back into the list, or from anywhere beside it into the detail. */
export function crossOver(split: Element): void {
  const at = split.ownerDocument.activeElement;
  if (at?.closest('aside[data-detail]') == null) enterDetail(split);
  else split.querySelector<HTMLElement>(rows)?.focus();
}

/** Moves the keyboard from a filter to the rows under it. False when there are none. */
export function enterRows(from: Element): boolean {
  const page = from.closest('[role="dialog"], main') ?? from.ownerDocument;
  const under = [...page.querySelectorAll<HTMLElement>(rows)].find(
    (one) => (from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  under?.focus();
  return under !== undefined;
}

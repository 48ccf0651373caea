/** What stands beside each other: a list, and the detail of what is open in it. */
const frame = '[data-split]';
const detailTitle = 'aside[data-detail] h2';

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
  else split.querySelector<HTMLElement>('[role="grid"], [data-at][tabindex="0"]')?.focus();
}

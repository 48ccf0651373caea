// A person without a mouse: where the focus is, and how to get it elsewhere.
import type { Locator } from '@playwright/test';
import { expect, type RunningApp } from './app.ts';

/** Presses Tab until something has the focus; fails when the focus comes round without it, or is nowhere to be seen. */
export async function tabTo(app: RunningApp, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 80): Promise<void> {
  const isThere = (): Promise<boolean> =>
    target.evaluate(
      (element) =>
        element === document.activeElement ||
        (element.contains(document.activeElement) && element.matches('[role=radiogroup], fieldset, label')),
    );
  for (let pressed = 0; pressed < most && !(await isThere()); pressed += 1) await app.page.keyboard.press(key);
  expect(await isThere(), `${String(target)} was not reached with ${key}`).toBe(true);
  const isVisible = await app.page.evaluate(() => {
    // In a table the row draws it that the keys are at.
    const row = document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '');
    if (row?.firstElementChild && getComputedStyle(row.firstElementChild).boxShadow !== 'none') return true;
    // The focus may be drawn by what stands around the element: a field's frame, a label.
    for (
      let element: Element | null = document.activeElement, levels = 0;
      element !== null && levels < 3;
      element = element.parentElement, levels += 1
    ) {
      const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element);
      if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' || borderColor.includes('accent')) return true;
    }
    return document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement;
  });
  expect(isVisible, `the focus on ${String(target)} can be seen`).toBe(true);
}

/** Fails while the focus lies on the page's ground, where no key means anything. */
export async function hasFocus({ page }: RunningApp): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName ?? 'nothing')).not.toMatch(/^(BODY|HTML|nothing)$/);
}

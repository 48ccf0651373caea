// What axe finds on the page as it stands.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Rules about colours; everything else is the same in both themes. */
const colourRules = ['color-contrast', 'link-in-text-block'];

interface Look {
  /** A part of the page; the whole of it unless told. */
  readonly within?: string;
}

/**
 * One line for each element that some people could not use: rule, place, element, why. The dark theme is looked at for colours: who
 * looks at it looks at the same state in the light one, for everything.
 */
export async function findBarriers(page: Page, { within }: Look = {}): Promise<string[]> {
  // Nothing is half faded in when it is looked at. A caret that blinks and a bar that runs never end.
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().iterations === Infinity),
  );
  const { isDark, isThere } = await page.evaluate(() => ({
    isDark: document.documentElement.dataset['theme'] === 'dark',
    isThere: 'axe' in window,
  }));
  // Half a megabyte of source is given to each page once. Electron cannot open the extra page that axe would merge the results of
  // frames in; there are no frames.
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: 'void 0' } : {}) }).setLegacyMode(true);
  // What is well is not described element by element.
  axe.options({ resultTypes: ['violations'] });
  if (within !== undefined) axe.include(within);
  if (isDark) axe.withRules(colourRules);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary }) =>
        `${isDark ? 'dark, ' : ''}${id} at ${target.join(' ')} ${html.slice(0, 160)} (${(failureSummary ?? '').replaceAll(/\s+/g, ' ').slice(0, 200)})`,
    ),
  );
}

/** The same state in both themes: the app follows the system’s, as it does unless a person chose one. */
export async function findBarriersInBothThemes(page: Page, look: Look = {}): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    found.push(...(await findBarriers(page, look)));
  }
  return found;
}

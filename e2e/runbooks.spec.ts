// A runbook from a starter to a finished run, by keyboard, over a restart; what it kept, and what a person has to learn.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriersInBothThemes } from './support/barriers.ts';
import { runTerminal } from './support/terminal.ts';
import { createWorkspace, goTo, openSample } from './support/workspaces.ts';

const probe = `---
name: Probe and tell
kind: incident
purpose: Short enough for a test
trigger: [outage]
severity: high
---

## 1. Look at the screen {instruction}

- expected: all is well

## 2. Is it them? {decision}

- Yes, it is them → 4: tick the list
- No, it is us → 3: write it down

## 3. Write it down {input}

- input cause (text, required): What was it

## 4. Close the list {checklist}

- [ ] the first
- [ ] the second
`;

const step = ({ page }: RunningApp) => page.getByRole('region', { name: 'Step', exact: true });

test('a starter becomes a runbook of one’s own, with what is wrong at its line', async ({ app }) => {
  const { page } = app;
  await createWorkspace(app);
  await goTo(app, 'Runbooks');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No runbooks yet');
  await page.getByRole('button', { name: 'Add a runbook' }).click();
  await page.getByRole('button', { name: 'Add Vendor outage with manual fallback' }).click();
  const editor = page.getByRole('textbox', { name: 'Runbook', exact: true });
  await editor.waitFor();
  await editor.press('Control+Home');
  await editor.press('ArrowDown');
  await editor.press('ArrowDown');
  await editor.press('End');
  await page.keyboard.type(' of no kind');
  await expect(page.getByRole('complementary', { name: 'Outline' })).toContainText('is no kind');
  await expect(page.getByRole('button', { name: 'Publish' })).toBeDisabled();
  for (let pressed = 0; pressed < ' of no kind'.length; pressed += 1) await page.keyboard.press('Backspace');
  await expect(page.getByRole('button', { name: 'Publish' })).toBeEnabled();
  // Tab indents, and with Esc before it leaves: nobody is held in the text.
  await expect(editor).toHaveAccessibleDescription(/To leave, press Esc and then Tab/);
  await editor.press('Tab');
  await expect(editor).toBeFocused();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
  // Whoever goes elsewhere at once takes the last words along.
  await editor.press('Control+End');
  await page.keyboard.type('and the last words');
  await goTo(app, 'Calendar');
  await page.goBack();
  await editor.press('Control+End');
  await expect(editor).toContainText('and the last words');
  await expect(page.getByRole('button', { name: 'Publish' })).toBeEnabled();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('button', { name: /^Start a run/ })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'About this runbook' })).toContainText('v1');
});

test('a run is done by keys alone, goes on after a restart, and is kept as a file', async ({ app }) => {
  test.setTimeout(150_000);
  const { page } = app;
  const folder = await createWorkspace(app);
  await page.evaluate(() => void (location.hash = '#/runbooks'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No runbooks yet');
  const file = join(app.folders.root, 'probe.md');
  writeFileSync(file, probe);
  expect((await runTerminal(app, ['--workspace', folder, 'runbook', 'import', file])).exitCode).toBe(0);
  expect((await runTerminal(app, ['--workspace', folder, 'runbook', 'publish', 'Probe and tell'])).exitCode).toBe(0);
  await expect(page.getByRole('row', { name: /Probe and tell/ })).toBeVisible();

  await test.step('start it and answer with keys', async () => {
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: 'Start a run' });
    await dialog.getByLabel('Runbook').click();
    await page.getByRole('option', { name: 'Probe and tell' }).click();
    await dialog.getByRole('button', { name: 'Start the run' }).click();
    await expect(step(app)).toContainText('Look at the screen');
    await page.keyboard.press('n');
    await page.keyboard.type('it blinks');
    await page.keyboard.press('Escape');
    await expect(step(app)).toContainText('it blinks');
    await page.keyboard.press('Enter');
    await expect(step(app)).toContainText('Is it them?');
    await page.keyboard.press('2');
    await expect(step(app)).toContainText('Write it down');
  });

  await test.step('go on where it stood', async () => {
    await app.close();
    await app.start(['--workspace', folder]);
    await app.waitFor('ready');
    await app.page.evaluate(() => void (location.hash = '#/runbooks/runs'));
    await app.page.getByRole('row', { name: /Probe and tell/ }).click();
    await expect(step(app)).toContainText('Write it down');
    await step(app).getByLabel('What was it').fill('a cable');
    await app.page.keyboard.press('Escape');
    await step(app)
      .getByRole('button', { name: /^Keep and go on/ })
      .click();
    await expect(step(app)).toContainText('Close the list');
    // Faster than they are kept: none is lost.
    await app.page.keyboard.press('1');
    await app.page.keyboard.press('2');
    await expect(step(app).getByRole('checkbox', { name: /the first/ })).toBeChecked();
    await expect(step(app).getByRole('checkbox', { name: /the second/ })).toBeChecked();
    await app.page.keyboard.press('Enter');
    await expect(step(app)).toContainText('What came of it?');
    await app.page.keyboard.press('Enter');
    const dialog = app.page.getByRole('dialog', { name: 'What came of it?' });
    await dialog.getByLabel('Outcome').fill('The cable was loose');
    await app.page.keyboard.press('Enter');
    await expect(app.page.getByRole('complementary', { name: 'Run record' })).toContainText('The cable was loose');
  });

  await test.step('its record as a file', async () => {
    const out = join(app.folders.root, 'run.md');
    const result = await runTerminal(app, ['--workspace', folder, 'runbook', 'status', '--run', '1', '--out', out]);
    expect(result.exitCode).toBe(0);
    const text = readFileSync(out, 'utf8');
    expect(text).toContain('it blinks');
    expect(text).toContain('answered “No, it is us” at step 2');
  });
});

test('a run can be carried out wholly from a terminal', async ({ app }) => {
  test.setTimeout(150_000);
  const folder = await createWorkspace(app);
  const run = async (...args: string[]) => runTerminal(app, ['--workspace', folder, 'runbook', ...args]);
  expect((await run('add', '--starter', 'throttled')).exitCode).toBe(0);
  expect((await run('publish', 'Throttled by a vendor')).exitCode).toBe(0);
  expect((await run('start', 'Throttled by a vendor', '--drill')).exitCode).toBe(0);
  expect((await run('do', '1')).stdout).toContain('Step 2: Which limit is it?');
  expect((await run('do', '2', '--answer', 'per day')).stdout).toContain('Step 6');
  const wrong = await run('do', '6', '--input', 'waiting=many');
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stderr).toContain('not a number');
  const done = await run('finish', '--unsolved', '--outcome', 'only a test', '--json');
  expect(done.json<{ run: { state: string; isDrill: boolean } }>().run).toMatchObject({ state: 'failed', isDrill: true });
});

test('lists, a runbook, its editor and a run keep the rules of accessibility, light and dark', async ({ app }) => {
  test.setTimeout(120_000);
  const { page } = app;
  await openSample(app);
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    found.push(...(await findBarriersInBothThemes(page)).map((line) => `${name}: ${line}`));
  };
  await goTo(app, 'Runbooks');
  await page.getByRole('row', { name: /Vendor outage/ }).waitFor();
  await look('list');
  await page.getByRole('tab', { name: /^People/ }).click();
  await page.getByRole('row', { name: /Noah/ }).click();
  await expect(page.getByRole('complementary')).toContainText('Your keys');
  await look('person');
  await page.getByRole('tab', { name: /^Runs/ }).click();
  await page.getByRole('row', { name: /under way.*Vendor outage/ }).click();
  await expect(step(app)).toContainText('Does one call go through now?');
  await look('run');
  await page.keyboard.press('s');
  await page.getByRole('dialog', { name: 'Skip this step?' }).waitFor();
  await look('skip');
  await page.keyboard.press('Escape');
  await page.getByRole('complementary', { name: 'Run record' }).getByRole('link', { name: 'v2' }).click();
  await page.getByRole('region', { name: 'Step 1', exact: true }).waitFor();
  await look('runbook');
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Runbook', exact: true }).waitFor();
  await look('editor');
  expect(found).toEqual([]);
});

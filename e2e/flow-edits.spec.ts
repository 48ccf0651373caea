// A flow that is edited quickly, and from two places at once: no edit is lost without a word.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowDetail } from '../shared/contract/flows.ts';
import { expect, test } from './support/app.ts';
import { runTerminal } from './support/terminal.ts';
import { openSample } from './support/workspaces.ts';

test('quick moves all hold, and what is typed is not put over what somebody else changed', async ({ app }) => {
  const { page } = app;
  await openSample(app);
  const folder = join(app.folders.home, 'Quartermaster', 'Acme Mobile Shop');
  const terminal = (...args: string[]) => runTerminal(app, ['--workspace', folder, ...args]);
  const shown = async (): Promise<FlowDetail> => (await terminal('flow', 'show', 'Refund and verify', '--json')).json<FlowDetail>();
  const before = await shown();
  const [first, second] = before.spec.steps;
  if (!first || !second) throw new Error('the flow of the sample has fewer than two steps');
  await page.evaluate((id) => void (location.hash = `#/console/flow/${id}`), before.id);
  const lines = page.getByRole('button', { expanded: false }).and(page.locator('.flo-open'));

  await test.step('down and up again before the first of them is there', async () => {
    await lines.filter({ hasText: first.name }).first().focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowDown');
    await expect(lines.first()).toContainText(second.name);
    await expect.poll(async () => (await shown()).spec.steps.slice(0, 2).map(({ id }) => id)).toEqual([second.id, first.id]);
  });

  await test.step('an edit of a step that was changed in the terminal meanwhile', async () => {
    await lines.filter({ hasText: second.name }).first().click();
    const editor = page.getByRole('form', { name: /^Step / });
    await editor.getByLabel('Name', { exact: true }).fill('Typed in the window');
    const now = await shown();
    const file = join(app.folders.root, 'flow.json');
    const steps = now.spec.steps.map((step) => (step.id === second.id ? { ...step, name: 'Named in the terminal' } : step));
    writeFileSync(file, JSON.stringify({ ...now.spec, steps }));
    expect((await terminal('flow', 'save', 'Refund and verify', '--file', file, '--replace')).stderr).toBe('');
    await expect(page.getByText('Named in the terminal').first()).toBeVisible();
    await expect(editor.getByLabel('Name', { exact: true })).toHaveValue('Typed in the window');
    await editor.getByRole('button', { name: 'Keep changes' }).click();
    await expect(page.getByText(/changed “Refund and verify” in the terminal meanwhile: “Named in the terminal”\./)).toBeVisible();
    await editor.getByRole('button', { name: 'Cancel' }).click();
    await lines.filter({ hasText: 'Named in the terminal' }).first().click();
    await editor.getByLabel('Name', { exact: true }).fill('Agreed upon');
    await editor.getByRole('button', { name: 'Keep changes' }).click();
    await expect(lines.first()).toContainText('Agreed upon');
    // Nor does a file that was written before go over it; the words say how to get at both.
    writeFileSync(file, JSON.stringify({ ...now, spec: { ...now.spec, steps } }));
    const refused = await terminal('flow', 'save', 'Refund and verify', '--file', file, '--replace');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toMatch(/changed “Refund and verify” meanwhile.*Yours is in .*flow\.json; write theirs beside it/s);
    expect((await shown()).spec.steps.map((step) => step.name)).toContain('Agreed upon');
    expect((await terminal('flow', 'save', 'Refund and verify', '--file', file, '--replace', '--anyway')).exitCode).toBe(0);
    await expect(lines.first()).toContainText('Named in the terminal');
  });

  await test.step('a name that was opened before somebody else moved the flow', async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Rename or move…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rename or move' });
    const file = join(app.folders.root, 'flow.json');
    const moved = await terminal('flow', 'save', 'Refund and verify', '--file', file, '--replace', '--anyway', '--folder', 'Elsewhere');
    expect(moved.exitCode).toBe(0);
    await dialog.getByLabel('Folder').fill('Mine');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await expect(page.getByText('The folder of “Refund and verify” was changed meanwhile: “Elsewhere”.')).toBeVisible();
    expect((await shown()).folder).toBe('Elsewhere');
  });
});

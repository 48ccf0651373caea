import { test } from './support/app.ts';
test('starts', async ({ app }) => { await app.waitFor('welcome'); });

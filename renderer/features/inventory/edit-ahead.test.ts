import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { editAhead } from './edit-ahead.ts';

interface Detail {
  readonly owner: string;
  readonly notes: string;
}

const queryKey = ['inventory', 'show'];

/** A page that looks at what a core keeps. */
function begin() {
  const core = { owner: 'Ines', notes: '' };
  const queries = new QueryClient({ defaultOptions: { queries: { networkMode: 'always', staleTime: Infinity, retry: false } } });
  const observer = new QueryObserver<Detail>(queries, { queryKey, queryFn: () => Promise.resolve({ ...core }) });
  observer.subscribe(() => undefined);
  const edit = (shown: Partial<Detail>, change: () => void) =>
    editAhead<Detail>(queries, queryKey, shown, async () => {
      await Promise.resolve();
      change();
    });
  return { core, queries, observer, edit, shown: () => observer.getCurrentResult().data };
}

it('shows an edit before the core has it', async () => {
  const page = begin();
  await page.observer.refetch();
  const edited = page.edit({ owner: 'Ben' }, () => {
    expect(page.shown()?.owner).toBe('Ben');
    page.core.owner = 'Ben';
  });
  await edited;
  expect(page.shown()).toEqual({ owner: 'Ben', notes: '' });
});

it('shows what the core says now after one that was refused, with what others changed meanwhile', async () => {
  const page = begin();
  await page.observer.refetch();
  await page.edit({ owner: 'Ben' }, () => {
    page.core.owner = 'Ada';
    page.core.notes = 'theirs';
  });
  expect(page.shown()).toEqual({ owner: 'Ada', notes: 'theirs' });
});

it('takes a second edit along when the first is refused', async () => {
  const page = begin();
  await page.observer.refetch();
  await Promise.all([page.edit({ owner: 'Ben' }, () => undefined), page.edit({ notes: 'mine' }, () => (page.core.notes = 'mine'))]);
  expect(page.shown()).toEqual({ owner: 'Ines', notes: 'mine' });
});

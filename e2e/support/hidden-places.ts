// Everything that the page itself holds: what is drawn, what is stored, what its cache knows.
import type { RunningApp } from './app.ts';

/** The page's own holdings as named texts, for a search. */
export async function pageHoldings(app: RunningApp): Promise<readonly (readonly [where: string, text: string])[]> {
  const { page } = app;
  const stored = await page.evaluate(async () => {
    const entries = (storage: Storage): string => JSON.stringify(Object.entries(storage));
    const databases = await indexedDB.databases();
    const caches = 'caches' in window ? await window.caches.keys().catch(() => []) : [];
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value);
    return {
      local: entries(localStorage),
      session: entries(sessionStorage),
      databases: JSON.stringify(databases),
      caches: JSON.stringify(caches),
      fields: JSON.stringify(fields),
      address: location.href,
      title: document.title,
      cookies: document.cookie,
    };
  });
  return [['the page', await page.content()], ['the query cache', await queryCache(app)], ...Object.entries(stored)];
}

/** What React Query holds, reached through the tree that React keeps beside the page. */
async function queryCache(app: RunningApp): Promise<string> {
  const text = await app.page.evaluate(() => {
    interface Fiber {
      readonly memoizedProps?: {
        readonly client?: {
          getQueryCache?(): { getAll(): readonly { readonly queryKey: unknown; readonly state: unknown }[] };
          getMutationCache?(): { getAll(): readonly { readonly state: unknown }[] };
        };
      } | null;
      readonly child?: Fiber | null;
      readonly sibling?: Fiber | null;
    }
    const root = document.getElementById('root');
    const key = Object.keys(root ?? {}).find((name) => name.startsWith('__reactContainer$'));
    const waiting = [key === undefined ? null : (root as unknown as Record<string, Fiber>)[key]];
    while (waiting.length > 0) {
      const fiber = waiting.pop();
      const client = fiber?.memoizedProps?.client;
      if (client?.getQueryCache && client.getMutationCache) {
        const queries = client
          .getQueryCache()
          .getAll()
          .map(({ queryKey, state }) => ({ queryKey, state }));
        return JSON.stringify({
          queries,
          mutations: client
            .getMutationCache()
            .getAll()
            .map(({ state }) => state),
        });
      }
      if (fiber?.child) waiting.push(fiber.child);
      if (fiber?.sibling) waiting.push(fiber.sibling);
    }
    return '';
  });
  if (text === '') throw new Error('the query cache was not found: the search would be of nothing');
  return text;
}

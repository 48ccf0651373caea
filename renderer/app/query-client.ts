import { QueryClient } from '@tanstack/react-query';

/** The one cache of what the core said. The core is on this computer: there is no network to wait for or to mistrust. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: Infinity, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Refetches what is under these topics; a topic is the first segment of a call's path ("inventory"). */
export async function invalidateTopics(topics: readonly string[]): Promise<void> {
  await queryClient.invalidateQueries({ predicate: (query) => topics.includes(topicOf(query.queryKey)) });
}

function topicOf(key: readonly unknown[]): string {
  const path = key[0];
  return Array.isArray(path) ? String(path[0]) : '';
}

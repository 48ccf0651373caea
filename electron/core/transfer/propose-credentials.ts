import { secretSchema } from '../../../shared/contract/credentials.ts';
import { expandValue } from '../../../shared/domain/transfer/match-base.ts';
import type { Layer, PlacedEnvironment, PlacedRequest, Proposal } from './placed.ts';

/**
 * What authenticated the requests, as credentials: for each environment without one the most used, with the secret that its own values
 * give. A secret that is not in the file, or too short to be one, proposes nothing.
 */
export function proposeCredentials(layers: readonly Layer[], requests: readonly PlacedRequest[]): Proposal[] {
  const found = new Map<string, { proposal: Proposal; environments: PlacedEnvironment[]; requests: number }>();
  for (const request of requests) {
    const { home, source } = request;
    const { auth } = source;
    if (home === null || auth === null || request.refusal !== null) continue;
    for (const environment of home.environments) {
      const layer = layers.find(({ index }) => index === environment.layer);
      if (!layer || environment.credentialName !== null) continue;
      const values = new Map([...layer.values, ...source.variables.map(({ name, value }) => [name, value] as const)]);
      const secret = expandValue(auth.secret, values);
      const username = auth.username === null ? null : expandValue(auth.username, values);
      if (secret === null || !secretSchema.safeParse(secret).success || (auth.username !== null && username === null)) continue;
      const key = JSON.stringify([home.key, auth.kind, auth.placement, username, auth.oauth, secret]);
      const known = found.get(key);
      if (known) {
        known.requests += 1;
        if (!known.environments.includes(environment)) known.environments.push(environment);
        continue;
      }
      const name = `${home.vendorName} ${home.apiName} ${{ bearer: 'token', basic: 'login', api_key: 'key', oauth2_client_credentials: 'client' }[auth.kind]}`;
      found.set(key, {
        proposal: { key: `credential-${found.size + 1}`, home, environments: [], name, auth, username, secret, requests: 0 },
        environments: [environment],
        requests: 1,
      });
    }
  }
  // An environment sends one credential: the one that most requests used.
  const bound = new Set<PlacedEnvironment>();
  return [...found.values()]
    .toSorted((a, b) => b.requests - a.requests)
    .flatMap(({ proposal, environments, requests: count }): Proposal[] => {
      const free = environments.filter((one) => !bound.has(one));
      for (const one of free) bound.add(one);
      if (free.length === 0) return [];
      const isOne = proposal.home.environments.length === free.length;
      const name = `${proposal.name}${isOne ? '' : ` (${free.map((one) => one.name).join(', ')})`}`.slice(0, 80);
      return [{ ...proposal, name, environments: free, requests: Math.ceil(count / environments.length) }];
    });
}

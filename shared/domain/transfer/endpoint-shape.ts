/** An endpoint of the inventory, as a template. */
export interface KnownEndpoint {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

export interface FoundEndpoint {
  readonly endpoint: KnownEndpoint;
  /** The values of its parameters; they may be placeholders. */
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** Finds the endpoint that a path with `{parameters}`, `{{names}}` and plain parts belongs to: the one with most parts in common. */
export function createEndpointFinder(endpoints: readonly KnownEndpoint[]): (method: string, path: string) => FoundEndpoint | null {
  const byShape = new Map<string, { endpoint: KnownEndpoint; parts: readonly string[] }[]>();
  for (const endpoint of endpoints) {
    const parts = partsOf(endpoint.path);
    const key = `${endpoint.method} ${parts.length}`;
    byShape.set(key, [...(byShape.get(key) ?? []), { endpoint, parts }]);
  }
  return (method, path) => {
    const given = partsOf(path);
    let best: { found: FoundEndpoint; literal: number } | null = null;
    for (const { endpoint, parts } of byShape.get(`${method} ${given.length}`) ?? []) {
      const values: { name: string; value: string }[] = [];
      let literal = 0;
      const fits = parts.every((part, index) => {
        const mine = given[index] ?? '';
        const name = /^\{([^{}]+)\}$/.exec(part)?.[1];
        if (name === undefined) {
          literal += 1;
          return part === mine;
        }
        // `{id}` of another name is still the same place.
        const own = /^\{([^{}]+)\}$/.exec(mine)?.[1];
        values.push({ name, value: own === undefined ? mine : `\u0000${own}` });
        return mine !== '';
      });
      if (fits && (best === null || literal > best.literal)) best = { found: { endpoint, values }, literal };
    }
    return best?.found ?? null;
  };
}

/** The name of the parameter that stood in a place, when it was one there too. */
export const ownParameter = (value: string): string | null => (value.startsWith('\u0000') ? value.slice(1) : null);

const partsOf = (path: string): string[] => path.replace(/^\//, '').replace(/\/+$/, '').split('/');

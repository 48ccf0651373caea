import type { Operation } from '../openapi/operations.ts';

/** A path whose POST makes records that have paths of their own: `/orders` and `/orders/{id}`. */
export interface Collection {
  readonly path: string;
  readonly itemPath: string;
  /** The last parameter of the item's path. */
  readonly parameter: string;
}

/** The collections of a contract: where there is a POST, and a path of one parameter more. */
export function findCollections(operations: readonly Operation[]): Collection[] {
  const paths = new Set(operations.map(({ path }) => path));
  const created = new Set(operations.filter(({ method }) => method === 'POST').map(({ path }) => path));
  const collections: Collection[] = [];
  for (const path of paths) {
    const [, collection, parameter] = /^(.+)\/\{([^{}/]+)\}\/?$/.exec(path) ?? [];
    if (collection === undefined || parameter === undefined || !created.has(collection)) continue;
    collections.push({ path: collection, itemPath: path, parameter });
  }
  return collections;
}

export interface Place {
  readonly collection: Collection;
  readonly role: 'collection' | 'item' | 'below';
}

/** Where a path lies among the collections: the collection itself, one item, or something of an item (`/orders/{id}/capture`). */
export function placeOf(collections: readonly Collection[], path: string): Place | null {
  for (const collection of collections) {
    if (path === collection.path) return { collection, role: 'collection' };
    if (path === collection.itemPath) return { collection, role: 'item' };
  }
  const holder = collections
    .filter(({ itemPath }) => path.startsWith(`${itemPath}/`))
    .toSorted((a, b) => b.itemPath.length - a.itemPath.length)[0];
  return holder ? { collection: holder, role: 'below' } : null;
}

/** A template with the values of a call in it: records of two customers are two collections. */
export const filledPath = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] ?? ''));

import type { KeptDraft } from '../../../shared/contract/console.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Home } from './placed.ts';

interface Book {
  /** In lower case, as names are compared. */
  readonly names: Set<string>;
  /** What stands under a name, or under the same name with a number behind it. */
  readonly contents: Set<string>;
}

/** The names of saved requests: which are free, and which stand for the very same request. */
export class NameBook {
  readonly #db: Reader;
  readonly #books = new Map<string, Book>();
  readonly #next = new Map<string, number>();

  constructor(db: Reader) {
    this.#db = db;
  }

  /** Whether the API has this request already, under this name or a numbered one, with the same draft. */
  isKept(home: Home, name: string, draft: KeptDraft, endpointId: string | null): boolean {
    const { contents } = this.#bookOf(home);
    return contents.size > 0 && contents.has(contentOf(name, endpointId, JSON.stringify(draft)));
  }

  /** The name, or "Refund (2)" and so on when it is taken; it is taken from then on. */
  take(home: Home, name: string): string {
    const { names } = this.#bookOf(home);
    let free = name;
    const stem = stemOf(name);
    const counter = `${home.key} ${stem.toLowerCase()}`;
    for (let number = this.#next.get(counter) ?? 2; names.has(free.toLowerCase()); number += 1) {
      free = `${stem} (${number})`;
      this.#next.set(counter, number + 1);
    }
    names.add(free.toLowerCase());
    return free;
  }

  #bookOf(home: Home): Book {
    const known = this.#books.get(home.key);
    if (known) return known;
    const rows =
      home.apiId === null
        ? []
        : this.#db.all<{ name: string; draft: string; endpoint_id: string | null }>(
            'SELECT name, draft, endpoint_id FROM saved_requests WHERE api_id = ?',
            home.apiId,
          );
    const book: Book = {
      names: new Set(rows.map(({ name }) => name.toLowerCase())),
      contents: new Set(rows.map(({ name, draft, endpoint_id }) => contentOf(name, endpoint_id, draft))),
    };
    this.#books.set(home.key, book);
    return book;
  }
}

const stemOf = (name: string): string => name.replace(/ \(\d+\)$/, '').slice(0, 110);
const contentOf = (name: string, endpointId: string | null, draft: string): string =>
  `${stemOf(name).toLowerCase()}\n${endpointId ?? ''}\n${withoutOpenPath(draft)}`;

/** A value of the path that is to be filled in, one that is empty, and one that is not there say the same: imports once wrote it so. */
const withoutOpenPath = (draft: string): string =>
  draft.replaceAll(/\{"in":"path","name":"([\w.-]+)","value":"(?:\{\{\1\}\})?"\},?/g, '').replaceAll(',]', ']');

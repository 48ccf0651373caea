import { gunzipSync } from 'node:zlib';
import type { Reader } from '../db/sqlite.ts';
import { openContract, type Contract } from '../openapi/contract.ts';

const keptContracts = 8;

export interface StoredContract {
  readonly id: string;
  readonly version: string;
  readonly contract: Contract;
}

/** Contracts read once and kept while they are in use; the least recently used goes first. */
export class ContractCache {
  readonly #db: Reader;
  readonly #inventory: Reader;
  readonly #open = new Map<string, StoredContract>();

  /** `inventory`: the same database, remembered while nobody changes it; documents are kept here, and need not be kept twice. */
  constructor(db: Reader, inventory: Reader = db) {
    this.#db = db;
    this.#inventory = inventory;
  }

  /** The current contract of an API; null when none was imported. */
  currentOf(apiId: string): StoredContract | null {
    const current = this.#inventory.all<{ id: string }>('SELECT id FROM contracts WHERE api_id = ? AND is_current = 1', apiId);
    // The newest of several; asked only then, because it stands behind the document in the row.
    const row =
      current.length < 2
        ? current[0]
        : this.#inventory.get<{ id: string }>(
            'SELECT id FROM contracts WHERE api_id = ? AND is_current = 1 ORDER BY imported_at DESC LIMIT 1',
            apiId,
          );
    return row ? this.#byId(row.id) : null;
  }

  #byId(id: string): StoredContract {
    const known = this.#open.get(id);
    if (known) {
      this.#open.delete(id);
      this.#open.set(id, known);
      return known;
    }
    const row = this.#db.get<{ version: string; file_name: string; document: Buffer }>(
      'SELECT version, file_name, document FROM contracts WHERE id = ?',
      id,
    );
    if (!row) throw new Error(`no contract ${id}`);
    const stored: StoredContract = {
      id,
      version: row.version,
      contract: openContract(gunzipSync(row.document).toString('utf8'), row.file_name),
    };
    this.#open.set(id, stored);
    for (const oldest of [...this.#open.keys()].slice(0, Math.max(0, this.#open.size - keptContracts))) this.#open.delete(oldest);
    return stored;
  }
}

import { v7 } from 'uuid';
import { Sqlite } from '../../electron/core/db/sqlite.ts';
import { workspaceFile } from '../../electron/core/workspace/workspace-file.ts';

export interface ListedRequest {
  readonly id: string;
  readonly name: string;
}

const perFolder = 100;

/** Copies the sample's own saved requests until there are so many, a hundred in a folder; the one that a person would find at the top of the list. */
export function fillSavedRequests(folder: string, wanted: number): ListedRequest {
  const db = new Sqlite(workspaceFile(folder), { synchronous: 'NORMAL' });
  try {
    const columns = db.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', 'saved_requests').map(({ name }) => name);
    const copied = columns.filter((name) => !['id', 'name', 'folder'].includes(name)).join(', ');
    const sources = db.all<{ id: string }>('SELECT id FROM saved_requests');
    if (sources.length === 0) throw new Error('the sample has no saved requests');
    db.transaction(() => {
      for (let place = sources.length; place < wanted; place += 1) {
        db.run(
          `INSERT INTO saved_requests (id, name, folder, ${copied}) SELECT ?, ?, ?, ${copied} FROM saved_requests WHERE id = ?`,
          v7(),
          `Request ${String(place).padStart(6, '0')}`,
          `Imported ${String(Math.floor(place / perFolder)).padStart(3, '0')}`,
          sources[place % sources.length]?.id ?? '',
        );
      }
    });
    return topOf(db);
  } finally {
    db.close();
  }
}

/** The one at the top of the list of a workspace as it is. */
export function firstSavedRequest(folder: string): ListedRequest {
  const db = new Sqlite(workspaceFile(folder), { isReadOnly: true });
  try {
    return topOf(db);
  } finally {
    db.close();
  }
}

function topOf(db: Sqlite): ListedRequest {
  const top = db.get<ListedRequest>("SELECT id, name FROM saved_requests WHERE folder <> '' ORDER BY lower(folder), lower(name) LIMIT 1");
  if (!top) throw new Error('there are no saved requests');
  return top;
}

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { asStorageFault } from '../db/sqlite-faults.ts';
import { Sqlite } from '../db/sqlite.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { workspaceFile } from '../workspace/workspace-file.ts';

export interface PurgeBodiesInput {
  /** Bodies of exchanges that began before this go. */
  readonly olderThan: number;
}

const atOnce = 500;

/** Takes bodies away, some hundred in a transaction, and overwrites where they lay in the database. */
export const purgeBodiesJob = defineJob<PurgeBodiesInput, { bodies: number; bytes: number }>(
  ({ olderThan }, { folder, signal, progress, changed }) => {
    const db = new Sqlite(workspaceFile(folder));
    try {
      db.pragma('secure_delete = ON');
      const total =
        db.get<{ n: number }>(
          'SELECT count(*) AS n FROM bodies b JOIN exchanges x ON x.id = b.exchange_id WHERE x.started_at < ?',
          olderThan,
        )?.n ?? 0;
      let bodies = 0;
      let bytes = 0;
      for (;;) {
        if (signal.aborted) break;
        const rows = db.all<{ exchange_id: string; side: string; byte_length: number; file: string | null }>(
          `SELECT b.exchange_id, b.side, b.byte_length, b.file FROM bodies b JOIN exchanges x ON x.id = b.exchange_id
           WHERE x.started_at < ? LIMIT ${atOnce}`,
          olderThan,
        );
        if (rows.length === 0) break;
        db.transaction(() => {
          for (const row of rows) db.run('DELETE FROM bodies WHERE exchange_id = ? AND side = ?', row.exchange_id, row.side);
        });
        // After the commit: a file without a row is waste, a row without its file would be damage.
        for (const { file } of rows) if (file !== null) rmSync(join(folder, 'bodies', file), { force: true });
        bodies += rows.length;
        bytes += rows.reduce((sum, row) => sum + row.byte_length, 0);
        progress(total === 0 ? null : bodies / total, `${bodies.toLocaleString('en')} of ${total.toLocaleString('en')} bodies`);
      }
      db.pragma('wal_checkpoint(PASSIVE)');
      changed(['console', 'settings', 'workspace']);
      return { bodies, bytes };
    } catch (error) {
      throw asStorageFault(error, folder);
    } finally {
      db.close();
    }
  },
);

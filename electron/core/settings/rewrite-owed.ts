import type { Reader, Writer } from '../db/sqlite.ts';

/** Beside the settings: no group of them has this name. */
const name = 'rewriteOwed';

/** Whether something was purged and the file not written anew since: the purge was stopped, the disk was full, or the file was large. */
export const isRewriteOwed = (db: Reader): boolean => db.get('SELECT 1 FROM settings WHERE id = ?', name) !== undefined;

/** In the transaction that takes something away, so that also a crash leaves it noted. */
export const noteRewriteOwed = (db: Writer): void =>
  void db.run("INSERT INTO settings (id, value) VALUES (?, 'true') ON CONFLICT DO NOTHING", name);

export const noteRewritten = (db: Writer): void => void db.run('DELETE FROM settings WHERE id = ?', name);

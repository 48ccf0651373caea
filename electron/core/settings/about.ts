import { readFileSync } from 'node:fs';
import type { Core } from '../core.ts';
import { Sqlite } from '../db/sqlite.ts';

/** Versions and places, for a report. */
export function describeApp(core: Core) {
  const { node, electron } = process.versions;
  return { version: appVersion(), node, electron: electron ?? null, sqlite: sqliteVersion(), dataFolder: core.options.appDataFolder };
}

/** Of the package that this file belongs to, in the sources and in the built app. */
function appVersion(): string {
  for (const up of ['../../../package.json', '../../package.json', '../package.json']) {
    try {
      const read = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as { name?: string; version?: string };
      if (read.name === 'quartermaster' && read.version) return read.version;
    } catch {
      // Not at this height; the next one is tried.
    }
  }
  return 'unknown';
}

function sqliteVersion(): string {
  const db = new Sqlite(':memory:', { journal: 'DELETE' });
  try {
    return db.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? 'unknown';
  } finally {
    db.close();
  }
}

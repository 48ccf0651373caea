import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { createRequire } from 'node:module';
import { installedVersion } from '../scripts/project-paths.mjs';

export interface Machine {
  /** Lines of name and value. */
  readonly facts: readonly (readonly [string, string])[];
  readonly date: string;
}

/** Where and with what it is measured. */
export function describeMachine(): Machine {
  const [processor] = cpus();
  const electron = process.env['QUARTERMASTER_ELECTRON_VERSION'] ?? 'unknown';
  return {
    date: new Date().toISOString().slice(0, 10),
    facts: [
      ['Processor', `${processor?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores`],
      ['Memory', `${Math.round(totalmem() / 1024 ** 3)} GB`],
      ['System', `${type()} ${release()}, ${process.arch}`],
      ['Electron', electron],
      ['Node', process.versions.node],
      ['SQLite', sqliteVersion()],
      ['undici', installedVersion('undici')],
    ],
  };
}

function sqliteVersion(): string {
  const Database = createRequire(import.meta.url)('better-sqlite3') as new (file: string) => {
    prepare(sql: string): { pluck(): { get(): unknown } };
    close(): void;
  };
  const db = new Database(':memory:');
  try {
    return String(db.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    db.close();
  }
}

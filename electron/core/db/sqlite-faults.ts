import { Fault } from '../../../shared/contract/errors.ts';

/** Turns SQLite's and the file system's codes into faults a person can act on; anything else is returned as it is. */
export function asStorageFault(error: unknown, file: string): unknown {
  if (error instanceof Fault) return error;
  const code = (error as { code?: unknown } | null)?.code;
  switch (code) {
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return new Fault('disk_full', {
        happened: `There is no space left on the disk that holds ${file}.`,
        remedy: 'Free some space and try again. What was saved before is whole; this change was not made.',
      });
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Fault('no_permission', {
        happened: `Quartermaster may not write to ${file}.`,
        remedy: 'Give your user write permission on the folder, or choose another folder.',
      });
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new Fault('workspace_damaged', {
        happened: `${file} is damaged or is not a database.`,
        remedy: 'Restore one of its backups. The damaged file is kept beside it.',
      });
    default:
      return error;
  }
}

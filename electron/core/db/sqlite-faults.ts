import { Fault } from '../../../shared/contract/errors.ts';

/** SQLite's extended codes (`SQLITE_CORRUPT_INDEX`) are as their family; a disk too full to grow the -shm file says so in a code of its own. */
function familyOf(code: unknown): string {
  const text = typeof code === 'string' ? code : '';
  if (text === 'SQLITE_IOERR_SHMSIZE') return 'SQLITE_FULL';
  return /^SQLITE_[A-Z]+/.exec(text)?.[0] ?? text;
}

/** Turns SQLite's and the file system's codes into faults a person can act on; anything else is returned as it is. */
export function asStorageFault(error: unknown, file: string): unknown {
  if (error instanceof Fault) return error;
  switch (familyOf((error as { code?: unknown } | null | undefined)?.code)) {
    case 'SQLITE_FULL':
    case 'ENOSPC':
    case 'EDQUOT':
      return new Fault('disk_full', {
        happened: `There is no space left on the disk that holds ${file}.`,
        remedy: 'Free some space and try again. What was saved before is whole; this change was not made.',
      });
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'SQLITE_AUTH':
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
    case 'SQLITE_BUSY':
      return new Fault('conflict', {
        happened: `Something else is writing to ${file} and did not finish in time.`,
        remedy: 'Wait a moment and try again. Nothing was changed.',
      });
    default:
      return error;
  }
}

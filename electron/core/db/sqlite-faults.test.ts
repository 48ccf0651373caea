import { describe, expect, it } from 'vitest';
import { isFault } from '../../../shared/contract/errors.ts';
import { asStorageFault } from './sqlite-faults.ts';

const withCode = (code: unknown): unknown => Object.assign(new Error('x'), { code });
const codeOf = (error: unknown): string | null => (isFault(error) ? error.code : null);

describe('storage errors as faults', () => {
  it.each([
    ['SQLITE_FULL', 'disk_full'],
    ['SQLITE_IOERR_SHMSIZE', 'disk_full'],
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['SQLITE_READONLY', 'no_permission'],
    ['SQLITE_READONLY_DIRECTORY', 'no_permission'],
    ['SQLITE_CANTOPEN', 'no_permission'],
    ['SQLITE_CANTOPEN_ISDIR', 'no_permission'],
    ['EACCES', 'no_permission'],
    ['EROFS', 'no_permission'],
    ['SQLITE_CORRUPT', 'workspace_damaged'],
    ['SQLITE_CORRUPT_VTAB', 'workspace_damaged'],
    ['SQLITE_CORRUPT_INDEX', 'workspace_damaged'],
    ['SQLITE_NOTADB', 'workspace_damaged'],
    ['SQLITE_BUSY', 'conflict'],
    ['SQLITE_BUSY_SNAPSHOT', 'conflict'],
  ])('%s is %s', (code, expected) => {
    const fault = asStorageFault(withCode(code), '/data/workspace.db');
    expect(codeOf(fault)).toBe(expected);
    expect((fault as Error).message).toContain('/data/workspace.db');
  });

  it.each([withCode('SQLITE_CONSTRAINT_UNIQUE'), withCode('ECONNRESET'), withCode(7), new TypeError('x'), null, undefined, 'text'])(
    'leaves %s as it is',
    (error) => {
      expect(asStorageFault(error, 'f')).toBe(error);
    },
  );
});

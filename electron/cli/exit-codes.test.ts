import { describe, expect, it } from 'vitest';
import { Fault, faultCodes } from '../../shared/contract/errors.ts';
import { exitCodeByFault, exitCodeOf } from './exit-codes.ts';

describe('exit codes', () => {
  it('knows every fault', () => {
    expect(Object.keys(exitCodeByFault).toSorted()).toEqual([...faultCodes].toSorted());
  });

  it.each([
    ['bad_input', 2],
    ['not_openapi', 2],
    ['production_guarded', 2],
    ['workspace_held', 3],
    ['workspace_damaged', 3],
    ['no_permission', 3],
    ['keychain_unavailable', 3],
    ['bug', 3],
  ] as const)('ends with %s as %d', (code, exitCode) => {
    expect(exitCodeOf(new Fault(code, { happened: 'It happened.', remedy: 'Do this.' }))).toBe(exitCode);
  });

  it('could not run when something else was thrown', () => {
    expect(exitCodeOf(new TypeError('x is not a function'))).toBe(3);
  });
});

import { ORPCError } from '@orpc/client';
import { Fault, isFault, readFault } from '../../shared/contract/errors.ts';

/** Turns whatever a call was rejected with into a `Fault`; a cancelled call stays as it is, nobody needs to hear of it. */
export function faultOf(error: unknown): unknown {
  if (isFault(error)) return error;
  if (error instanceof DOMException && error.name === 'AbortError') return error;
  if (error instanceof ORPCError) {
    const read = readFault(error.data);
    if (read !== null) {
      const { code, ...words } = read;
      return new Fault(code, words);
    }
    if (error.code === 'BAD_REQUEST') {
      return new Fault('bad_input', {
        happened: `The engine did not accept this: ${inputIssue(error.data) ?? error.message}`,
        remedy: 'Correct it and try again.',
      });
    }
  }
  return bugOf(error);
}

/** A `Fault` for anything, also for what no call was rejected with: used where a fault is drawn. */
export function asFault(error: unknown): Fault {
  const fault = faultOf(error);
  return isFault(fault) ? fault : bugOf(error);
}

function bugOf(error: unknown): Fault {
  const words = error instanceof Error ? error.message : String(error);
  return new Fault('bug', {
    happened: `Something in Quartermaster went wrong: ${words}`,
    remedy: 'Try again. If it stays, copy the details and report them.',
  });
}

/** The first thing that an input schema objected to, with its place. */
function inputIssue(data: unknown): string | null {
  const issues = typeof data === 'object' && data !== null && 'issues' in data ? data.issues : null;
  const first: unknown = Array.isArray(issues) ? issues[0] : null;
  if (typeof first !== 'object' || first === null || !('message' in first)) return null;
  const path = 'path' in first && Array.isArray(first.path) ? first.path.join('.') : '';
  return path === '' ? String(first.message) : `${path}: ${String(first.message)}`;
}

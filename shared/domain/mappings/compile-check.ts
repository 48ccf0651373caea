import { compileExpression } from './cel-expression.ts';
import { isBlank } from './compile-step.ts';
import type { Check, SourceRow } from './mapping-spec.ts';
import { compilePattern } from './pattern.ts';
import { Refusal } from './refusal.ts';

/** Null when the value holds, else the code of what does not. */
export type RunCheck = (value: unknown, row: SourceRow) => string | null;

/** Compiles a validator. An empty value only fails `required`; the other checks speak about values that are there. */
export function compileCheck(check: Check): RunCheck {
  const present =
    (work: (value: unknown, row: SourceRow) => string | null): RunCheck =>
    (value, row) =>
      value === null || value === undefined ? null : work(value, row);
  switch (check.check) {
    case 'required':
      return (value) => (value === null || value === undefined || isBlank(value) ? 'required' : null);
    case 'pattern': {
      const pattern = compilePattern(check.pattern);
      return present((value) => (pattern.fits(String(value)) ? null : 'pattern'));
    }
    case 'length':
      return present((value) => {
        const length = String(value).length;
        return (check.min !== null && length < check.min) || (check.max !== null && length > check.max) ? 'length' : null;
      });
    case 'range':
      return present((value) => {
        const number = Number(value);
        if (!Number.isFinite(number)) return 'not_a_number';
        return (check.min !== null && number < check.min) || (check.max !== null && number > check.max) ? 'range' : null;
      });
    case 'one_of': {
      const values = new Set(check.values);
      return present((value) => (values.has(String(value)) ? null : 'one_of'));
    }
    case 'cel': {
      const when = compileExpression(check.when);
      return present((value, row) => {
        const holds = when(value, row);
        if (holds instanceof Refusal) return holds.code;
        return holds === true ? null : 'check';
      });
    }
  }
}

import { jsonpath } from 'json-p3';
import type { Comparison } from '../../../shared/contract/answers.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { compareJson } from '../../../shared/domain/answers/compare-json.ts';
import { compareText } from '../../../shared/domain/answers/compare-text.ts';
import { listDifferences, type DifferenceList } from '../../../shared/domain/answers/difference-list.ts';
import { parseExactJson } from '../../../shared/domain/answers/exact-json.ts';
import type { Steps } from '../../../shared/domain/answers/json-path.ts';
import type { LeaveOut } from '../../../shared/domain/answers/left-out.ts';
import { sideBySide, type SideRow } from '../../../shared/domain/answers/side-by-side.ts';
import { isTooDeep } from '../../../shared/domain/too-deep.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { breathe } from './breathe.ts';
import { withBody, type BodySource } from './open-body.ts';

export interface ComparedBody {
  /** Null: there is none. */
  readonly source: BodySource | null;
  readonly charset: string;
  readonly isText: boolean;
  readonly sha256: string;
}

export interface CompareInput {
  readonly left: ComparedBody;
  readonly right: ComparedBody;
  readonly rules: LeaveOut;
}

export type ComparedBodies = Pick<Comparison, 'way' | 'differences' | 'counts' | 'leftOut' | 'rows' | 'isCut' | 'reason'>;

const mostDifferences = 2_000;
const mostRows = 4_000;
/** Of two bodies that are the same. */
export const nothingDiffers: ComparedBodies = {
  way: 'bytes',
  differences: [],
  counts: { added: 0, removed: 0, changed: 0, type: 0, order: 0 },
  leftOut: { timestamps: 0, ids: 0, path: 0 },
  rows: [],
  isCut: false,
  reason: null,
};

/** Compares the bodies of two large answers. */
export const compareAnswersJob = defineJob<CompareInput, ComparedBodies>((input, { progress, signal }) =>
  compareBodies(input, (words) => {
    progress(null, words);
    return breathe(signal);
  }),
);

/** JSON by its structure, other text by its lines, anything else by its fingerprint. */
export async function compareBodies(
  { left, right, rules }: CompareInput,
  onStep: (words: string) => Promise<void>,
): Promise<ComparedBodies> {
  if (!left.isText || !right.isText) return compareBytes(left, right);
  await onStep('Reading');
  const [one, other] = [await textOf(left), await textOf(right)];
  const values = jsonOf(one, other);
  await onStep('Comparing');
  const byStructure = values === null ? null : asJson(values, rules);
  if (byStructure === null) {
    const compared = compareText(one, other, mostDifferences, mostRows);
    const reason = compared.isTooDifferent ? 'The texts are too different and too long to be compared line by line.' : null;
    return { way: 'text', ...listOf(compared), ...rowsOf(compared), reason };
  }
  return byStructure;
}

/** Null for what is nested too deep to be gone through: the stack is finite. */
function asJson([left, right]: [unknown, unknown], rules: CompareInput['rules']): ComparedBodies | null {
  try {
    const compared = compareJson(left, right, {
      leaveOut: rules,
      leftPlaces: placesOf(rules.paths, left),
      rightPlaces: placesOf(rules.paths, right),
    });
    return { way: 'json', ...listOf(listDifferences(compared, mostDifferences)), ...rowsOf(sideBySide(compared, mostRows)), reason: null };
  } catch (error) {
    if (!isTooDeep(error)) throw error;
    return null;
  }
}

const listOf = ({ differences, counts, leftOut }: DifferenceList): Pick<ComparedBodies, 'differences' | 'counts' | 'leftOut'> => ({
  differences: [...differences],
  counts,
  leftOut,
});
const rowsOf = ({
  rows,
  isCut,
}: {
  readonly rows: readonly SideRow[];
  readonly isCut: boolean;
}): Pick<ComparedBodies, 'rows' | 'isCut'> => ({ rows: [...rows], isCut });

async function textOf({ source, charset }: ComparedBody): Promise<string> {
  if (source === null) return '';
  return withBody(source, (body) => new TextDecoder(charset).decode(body.read(0, body.byteLength)));
}

/** Both as JSON; null when one of them is none. */
function jsonOf(left: string, right: string): [unknown, unknown] | null {
  if (![left, right].every((text) => /^\s*[[{]/.test(text))) return null;
  try {
    return [parseExactJson(left), parseExactJson(right)];
  } catch {
    // One is cut off or no JSON after all: compared as text.
    return null;
  }
}

/** Throws a fault for the first path that is none. */
export function checkPaths(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      jsonpath.compile(path);
    } catch (error) {
      throw new Fault('bad_input', {
        happened: `“${path}” is not JSONPath: ${(error as Error).message}.`,
        remedy: 'A path begins with $, for example $.items[*].updatedAt.',
      });
    }
  }
}

function placesOf(paths: readonly string[], value: unknown): Steps[] {
  return paths.flatMap((path) =>
    jsonpath
      .compile(path)
      .query(value as never)
      .nodes.map((node) => node.location as Steps),
  );
}

function compareBytes(left: ComparedBody, right: ComparedBody): ComparedBodies {
  if (left.sha256 === right.sha256) return nothingDiffers;
  const [one, other] = [fingerprint(left), fingerprint(right)];
  return {
    ...nothingDiffers,
    differences: [
      { kind: 'changed', path: 'all of it', generalPath: '', left: one, right: other, note: 'Binary: compared by its SHA-256' },
    ],
    counts: { ...nothingDiffers.counts, changed: 1 },
  };
}

const fingerprint = ({ sha256 }: ComparedBody): string | null => (sha256 === '' ? null : `SHA-256 ${sha256.slice(0, 16)}…`);

import { jsonpath } from 'json-p3';
import type { PathMatch } from '../../../shared/contract/answers.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { typeOf } from '../../../shared/domain/answers/compare-json.ts';
import { shortText } from '../../../shared/domain/answers/difference-list.ts';
import { pathText, type Steps } from '../../../shared/domain/answers/json-path.ts';
import { linesOfPaths } from '../../../shared/domain/answers/path-lines.ts';
import { isTooDeep } from '../../../shared/domain/too-deep.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { breathe } from './breathe.ts';
import { withBody, type BodySource } from './open-body.ts';

export interface FilterInput {
  readonly source: BodySource;
  readonly charset: string;
  readonly path: string;
  /** Matches with their places, or the values themselves. */
  readonly wants: 'matches' | 'json';
}

export interface Filtered {
  readonly matches: PathMatch[];
  readonly total: number;
  readonly json: string;
}

const mostMatches = 1_000;
const mostJsonLength = 20_000_000;

/** Runs a JSONPath over a large body. */
export const filterJob = defineJob<FilterInput, Filtered>((input, { progress, signal }) =>
  withBody(input.source, async (body) => {
    progress(null, 'Opening');
    await breathe(signal);
    const text = new TextDecoder(input.charset).decode(body.read(0, body.byteLength));
    progress(0.3, 'Reading the JSON');
    await breathe(signal);
    const value = parse(text);
    progress(0.7, 'Looking');
    await breathe(signal);
    return select(text, value, input.path, input.wants);
  }),
);

/** What a JSONPath selects in a JSON text. Faults say where the path, or the text, is wrong. */
export const filterText = (text: string, path: string, wants: FilterInput['wants']): Filtered => select(text, parse(text), path, wants);

function select(text: string, value: unknown, path: string, wants: FilterInput['wants']): Filtered {
  try {
    return selectIn(text, value, path, wants);
  } catch (error) {
    // The stack is finite, and a body may be nested a hundred thousand times.
    if (!isTooDeep(error)) throw error;
    throw new Fault('bad_input', {
      happened: 'The body is nested too deep for what this path selects.',
      remedy: 'Select less of it, or search the text in place of it.',
    });
  }
}

function selectIn(text: string, value: unknown, path: string, wants: FilterInput['wants']): Filtered {
  const { nodes } = compilePath(path).query(value as never);
  const shown = wants === 'matches' ? nodes.slice(0, mostMatches) : [];
  const lines =
    shown.length === 0
      ? []
      : linesOfPaths(
          text,
          shown.map((node) => node.location as Steps),
        );
  return {
    total: nodes.length,
    matches: shown.map((node, at): PathMatch => ({
      path: pathText(node.location as Steps),
      line: lines[at] ?? null,
      type: typeOf(node.value),
      value: shortText(node.value),
    })),
    json: wants === 'json' ? valuesText(nodes.map((node) => node.value)) : '',
  };
}

/** Throws a fault that says where it is wrong. */
export function compilePath(path: string): ReturnType<typeof jsonpath.compile> {
  try {
    return jsonpath.compile(path.trim());
  } catch (error) {
    const { message, token } = error as { readonly message: string; readonly token?: { readonly index?: number } };
    const column = path.length - path.trimStart().length + (token?.index ?? 0) + 1;
    // The library repeats the path and the place at the end of its sentence.
    const words = message.replace(/\s*\('.*$/s, '');
    throw new Fault('bad_input', {
      happened: path.trim() === '' ? 'The path is empty.' : `The path is not JSONPath: ${words}, at character ${column}.`,
      remedy: 'A path begins with $, for example $.items[0].id or $..price.',
      place: { column },
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Fault('bad_input', {
      happened: `The body is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'A JSONPath reads JSON only. Search the text in place of it.',
    });
  }
}

function valuesText(values: readonly unknown[]): string {
  const json = JSON.stringify(values, null, 2);
  if (json.length > mostJsonLength)
    throw new Fault('bad_input', {
      happened: `The path selects ${(json.length / 1e6).toFixed(0)} MB.`,
      remedy: 'Select less, or save the whole body.',
    });
  return json;
}

import type { RequestContent } from '../../contract/request-content.ts';
import type { DynamicSource } from './dynamic-values.ts';
import { fillContent, fillTextBody } from './fill-body.ts';
import { createFiller, type FilledValue, type FillProblem, type VariableLayers } from './filler.ts';
import { sentParameters } from './sent-parameters.ts';

export type { FilledValue, FillProblem, VariableLayers } from './filler.ts';

/** The parts of a request that may hold `{{names}}`. */
export interface Fillable {
  readonly path: string;
  readonly parameters: readonly {
    readonly in: 'path' | 'query' | 'header';
    readonly name: string;
    readonly value: string;
    readonly isOff?: true | undefined;
  }[];
  readonly mediaType: string | null;
  readonly body: string | null;
  /** Text when it is left out. */
  readonly content?: RequestContent;
}

export interface Filled<T> {
  readonly request: T;
  readonly values: readonly FilledValue[];
  readonly problems: readonly FillProblem[];
}

/**
 * Puts a value into every `{{name}}` of a request. A value is escaped for where it stands: as one segment of the path,
 * inside a string of JSON or GraphQL, in XML, in a form; in a header or a file's path it may hold no control character.
 * What cannot be filled in stays and is a problem. Parameters, fields and parts that are switched off are left out.
 */
export function fillRequest<T extends Fillable>(request: T, layers: VariableLayers, source: DynamicSource): Filled<T> {
  const fill = createFiller(layers, source);
  const path = fill.text(request.path, 'path', (value, placeholder, problem) => {
    if (/^\.*$/.test(value)) problem('climbs', placeholder);
    return encodeURIComponent(value);
  });
  const parameters = sentParameters(request).map((parameter) => ({
    ...parameter,
    value: fill.text(parameter.value, `${parameter.in} ${parameter.name}`, (value, placeholder, problem) => {
      // eslint-disable-next-line no-control-regex
      if (parameter.in === 'header' && /[\u0000-\u001f\u007f]/.test(value)) problem('control_character', placeholder);
      return value;
    }),
  }));
  // A body of another kind takes the place of the text, which may be kept beside it.
  const isText = request.content === undefined || request.content.kind === 'text';
  const body = request.body === null || !isText ? request.body : fillTextBody(fill, request.body, request.mediaType);
  const content = request.content === undefined ? {} : { content: fillContent(fill, request.content) };
  return { request: { ...request, path, parameters, body, ...content }, values: fill.values(), problems: fill.problems };
}

import type { FilledValue, RequestDraft } from '../../../shared/contract/console.ts';
import { Fault, type FaultData } from '../../../shared/contract/errors.ts';
import { dynamicNames, dynamicWords, isDynamicName } from '../../../shared/domain/console/dynamic-values.ts';
import { fillRequest, type FillProblem } from '../../../shared/domain/console/fill-request.ts';
import type { Clock } from '../db/commands.ts';
import type { Target } from './target.ts';

export interface FilledDraft {
  readonly draft: RequestDraft;
  readonly filledIn: FilledValue[];
  /** What could not be filled in; the draft must not be sent then. */
  readonly fault: FaultData | null;
  /** Names that no value was found for. */
  readonly missing: string[];
}

/** Puts the values of the request and of its environment into a draft's `{{names}}`. */
export function fillDraft(draft: RequestDraft, target: Target, clock: Clock, thisSend: Readonly<Record<string, string>> = {}): FilledDraft {
  const layers = { thisSend, request: draft.variables, environment: target.variables, ...target.wider };
  const { request, values, problems } = fillRequest(draft, layers, { now: clock.now(), newId: clock.newId, random: Math.random });
  const environmentWords = `${target.environment.name} of ${target.environment.vendorName} ${target.environment.apiName}`;
  const originWords = {
    this_send: 'given for this send',
    request: 'this request',
    environment: environmentWords,
    api: `${target.environment.vendorName} ${target.environment.apiName}`,
    workspace: 'the whole workspace',
  };
  const filledIn = values.map(({ name, value, origin, places, hides }): FilledValue => ({
    name,
    value,
    origin,
    places: [...places],
    originWords: origin === 'made_on_send' ? (isDynamicName(name) ? dynamicWords[name] : '') : originWords[origin],
    hides: hides.map((hidden) => ({ originWords: originWords[hidden.origin], value: hidden.value })),
  }));
  const [first] = problems;
  const unknown = problems.filter(({ kind, name }) => kind === 'unknown' && !name.startsWith('$'));
  const missing = [...new Set(unknown.map(({ name }) => name))];
  return { draft: request, filledIn, fault: first ? faultOf(first, environmentWords) : null, missing };
}

/** The draft ready to be prepared. Throws the fault that names the first place that cannot be filled in. */
export function filledOrFault(filled: FilledDraft): RequestDraft {
  if (filled.fault) throw new Fault(filled.fault.code, filled.fault);
  return filled.draft;
}

function faultOf(problem: FillProblem, environmentWords: string): FaultData {
  const { name, place } = problem;
  const where = place === 'body' ? `line ${problem.line} of the body` : `the ${place}`;
  const [happened, remedy] = wordsOf(problem, where, environmentWords);
  return {
    code: 'bad_input',
    happened,
    remedy: `${remedy} Nothing was sent.`,
    place: { path: place, line: problem.line, column: problem.column },
    details: { variable: name },
  };
}

function wordsOf({ kind, name }: FillProblem, where: string, environmentWords: string): readonly [string, string] {
  switch (kind) {
    case 'unknown':
      return name.startsWith('$')
        ? [
            `${where} uses {{${name}}}, which is not made on sending.`,
            `Use one of ${dynamicNames.map((known) => `{{${known}}}`).join(', ')}.`,
          ]
        : [
            `${where} needs a value for {{${name}}}.`,
            `Give it one in this request or in ${environmentWords}; write \\{{ where two braces are meant as they are.`,
          ];
    case 'unclosed':
      return [
        `${where} opens {{ and does not close it: “${name}”.`,
        'Close it with }}, or write \\{{ where two braces are meant as they are.',
      ];
    case 'empty':
      return [`${where} has {{}} without a name.`, 'Write a name between the braces.'];
    case 'bad_name':
      return [
        `${where} has “${name}”, which is no name of a value.`,
        'Names have letters, digits, dots, dashes and underscores; write \\{{ where two braces are meant as they are.',
      ];
    case 'control_character':
      return [`The value of {{${name}}} has a line break or control character, and ${where} cannot hold one.`, 'Correct the value.'];
    case 'climbs':
      return [`The value of {{${name}}} is empty or made of dots: it cannot be a part of the path.`, 'Correct the value.'];
    case 'not_graphql':
      return [
        `In ${where} the value of {{${name}}} stands where GraphQL wants a number or a name.`,
        `Write it in quotes, "{{${name}}}", or better as a variable of the operation.`,
      ];
    case 'not_json':
      return [
        `In ${where} the value of {{${name}}} stands where JSON wants a number, true, false, null, an object or a list.`,
        `Write it in quotes, "{{${name}}}", or correct the value.`,
      ];
  }
}

import type { FlowDetail, StepCall } from '../../../shared/contract/flows.ts';
import type { RequestDraft } from '../../../shared/contract/console.ts';
import { effectWords } from '../../../shared/domain/console/call-effect.ts';
import { secretByExpression } from '../../../shared/domain/flows/captures.ts';
import { isDrawn } from '../../../shared/domain/flows/drawn-values.ts';
import { stepsOf, type Capture, type Compensation, type FlowSpec, type FlowStep } from '../../../shared/domain/flows/flow-spec.ts';
import { isSecretCapture } from '../../../shared/domain/flows/secret-capture.ts';
import { isSecretMember } from '../../../shared/domain/redaction/parameter-names.ts';
import { namesIn } from '../../../shared/domain/flows/values.ts';
import type { Reader } from '../db/sqlite.ts';
import { namedApart, type Guarded } from './guard.ts';
import { resolveCall, type FoundCall } from './resolve-call.ts';

export interface ReadFlow {
  readonly calls: readonly StepCall[];
  readonly problems: FlowDetail['problems'];
  /** Names that nothing in the flow gives: columns of a file. */
  readonly asksFor: readonly string[];
  readonly environments: readonly { readonly name: string; readonly apiWords: string; readonly kind: StepCall['environmentKind'] }[];
  /** Production environments in which it changes something. */
  readonly guarded: readonly Guarded[];
}

/** What the steps of a flow are in this workspace: their calls, what keeps the flow from being run, and what it asks a file for. */
export function readFlow(db: Reader, spec: FlowSpec): ReadFlow {
  const calls: StepCall[] = [];
  const problems: FlowDetail['problems'] = [];
  const asksFor = new Set<string>();
  const environments = new Map<string, ReadFlow['environments'][number]>();
  const guarded = new Map<string, Guarded>();
  const given = new Set<string>();
  const ids = new Set<string>();
  if (spec.steps.length === 0) problems.push({ stepId: null, words: 'It has no steps yet.' });
  for (const { part, step } of stepsOf(spec)) {
    if (ids.has(step.id)) problems.push({ stepId: step.id, words: `“${step.name}” has the id of another step.` });
    ids.add(step.id);
    for (const [call, isCompensation] of callsOf(step)) {
      const found = resolveCall(db, spec, call);
      calls.push(asStepCall(step.id, isCompensation, found));
      if (found.kind === 'fault') problems.push({ stepId: step.id, words: `“${call.name}”: ${found.words}.` });
      else {
        const { environmentName: name, apiWords, environmentKind: kind, isChanging, draft } = found.call;
        environments.set(`${name} ${apiWords}`, { name, apiWords, kind });
        if (kind === 'production' && isChanging) {
          const effects = [...(guarded.get(draft.environmentId)?.effects ?? []), effectOf(db, draft, isCompensation)];
          guarded.set(draft.environmentId, { id: draft.environmentId, name, apiWords, effects: [...new Set(effects)] });
        }
        if (step.mayRepeat && isChanging && !isCompensation)
          problems.push({ stepId: step.id, words: `“${call.name}” changes something: it may not be sent again by itself.` });
        problems.push(...drawnProblems(step.id, call));
        const own = new Set(call.values.map((value) => value.name));
        const names = [
          ...found.call.asksFor.filter((one) => !own.has(one)),
          ...call.values.flatMap(({ value }) => namesIn(value)),
          ...call.checks.flatMap(({ value }) => namesIn(value)),
        ];
        for (const one of names) if (!given.has(one) && one !== 'row.number') asksFor.add(one);
        if (part === 'setup')
          for (const one of names)
            if (!given.has(one))
              problems.push({ stepId: step.id, words: `“${call.name}” runs once and has no row: nothing gives {{${one}}}.` });
      }
      if (!isCompensation) for (const { name } of call.captures) given.add(name);
    }
  }
  return { calls, problems, asksFor: [...asksFor], environments: [...environments.values()], guarded: namedApart([...guarded.values()]) };
}

/** What is drawn for a value is kept with the run, as it is: that must be no secret. */
const drawnProblems = (stepId: string, { name: stepName, values }: Compensation): FlowDetail['problems'] =>
  values
    .filter(({ name, value }) => isSecretMember(name) && isDrawn(value))
    .map(({ name }) => ({
      stepId,
      words: `“${stepName}”: what is drawn for the value “${name}” is kept with the run, so it cannot be a secret. Give it another name, or put it into the request.`,
    }));

function effectOf(db: Reader, draft: RequestDraft, isCompensation: boolean): string {
  const { summary = '' } =
    (draft.endpointId === null ? undefined : db.get<{ summary: string }>('SELECT summary FROM endpoints WHERE id = ?', draft.endpointId)) ??
    {};
  return `${isCompensation ? 'only to undo: ' : ''}${effectWords({ ...draft, summary })}`;
}

/** The same with what only the readers of paths, patterns and conditions can tell. */
export async function findProblems(db: Reader, spec: FlowSpec): Promise<FlowDetail['problems']> {
  const hasCondition = [...stepsOf(spec)].some(({ step }) => step.condition.trim() !== '');
  const [{ checkFault }, { pathFault }, conditions] = await Promise.all([
    import('../../../shared/domain/flows/checks.ts'),
    import('../../../shared/domain/flows/json-paths.ts'),
    hasCondition ? import('../../../shared/domain/flows/condition.ts') : null,
  ]);
  const problems = [...readFlow(db, spec).problems];
  for (const { step } of stepsOf(spec)) {
    const say = (words: string): void => void problems.push({ stepId: step.id, words });
    for (const [call] of callsOf(step)) {
      for (const one of call.checks) {
        const fault = checkFault(one);
        if (fault !== null) say(`“${call.name}”: ${fault}`);
      }
      for (const one of call.captures) {
        const fault = await captureFault(one);
        if (fault !== null) say(`“${call.name}”, capture ${one.name}: ${fault}`);
      }
    }
    const fault = conditions?.conditionFault(step.condition) ?? null;
    if (fault !== null) say(`“${step.name}”: the condition cannot be read: ${fault}`);
    if (step.loop.kind === 'cursor' || step.loop.kind === 'offset') {
      const path = pathFault(step.loop.path);
      if (path !== null) say(`“${step.name}”: “${step.loop.path}” is no JSONPath: ${path}`);
    }
  }
  return problems;
}

/** Why a value cannot be taken as it is said; null when it can. */
async function captureFault(one: Capture): Promise<string | null> {
  switch (one.from) {
    case 'body': {
      const { pathFault } = await import('../../../shared/domain/flows/json-paths.ts');
      const fault = pathFault(one.path);
      return fault === null ? null : `“${one.path}” is no JSONPath: ${fault}`;
    }
    case 'jsonata': {
      if (isSecretCapture(one)) return `${secretByExpression}.`;
      const { expressionFault } = await import('../../../shared/domain/flows/expressions.ts');
      const fault = expressionFault(one.path);
      return fault === null ? null : `“${one.path}” is no JSONata expression: ${fault}`;
    }
    case 'header':
      return one.path === '' ? 'a header needs its name' : null;
    case 'status':
      return null;
  }
}

const callsOf = (step: FlowStep): (readonly [Compensation, boolean])[] => [
  [step, false],
  ...(step.compensation ? [[step.compensation, true] as const] : []),
];

function asStepCall(stepId: string, isCompensation: boolean, found: FoundCall): StepCall {
  if (found.kind === 'fault')
    return {
      stepId,
      isCompensation,
      method: found.method,
      path: found.path,
      requestName: found.requestName,
      apiId: found.apiId,
      apiWords: '',
      environmentName: null,
      environmentKind: null,
      isChanging: false,
      asksFor: [],
    };
  const { draft, requestName, apiId, apiWords, environmentName, environmentKind, isChanging, asksFor } = found.call;
  return {
    stepId,
    isCompensation,
    method: draft.method,
    path: draft.path,
    requestName,
    apiId,
    apiWords,
    environmentName,
    environmentKind,
    isChanging,
    asksFor: [...asksFor],
  };
}

import type { FlowStep } from './flow-spec.ts';
import { stepsInEffect, type CallRecord } from './row-progress.ts';

/** A call of a row with what came of it, in words. */
export interface ToldCall extends CallRecord {
  readonly name: string;
  /** "answered 404; status is 200: 404". */
  readonly words: string;
}

/** Which step took effect, which failed, what undid what: one sentence each, only of what a person must know. */
export function rowWords(steps: readonly Pick<FlowStep, 'id' | 'name' | 'compensation'>[], calls: readonly ToldCall[]): string {
  const nameOf = (id: string): string => steps.find((step) => step.id === id)?.name ?? id;
  const unknown = calls.find(({ state }) => state === 'unknown' || state === 'sending');
  const failed = calls.filter((one) => one.state === 'failed' && !one.isCompensation);
  if (!unknown && failed.length === 0) return '';
  const sentences: string[] = [];
  if (unknown) sentences.push(`${unknown.name}: ${unknown.words || 'nobody knows whether it took effect'}`);
  for (const one of failed) sentences.push(`${one.name} failed: ${one.words}`);
  const standing = stepsInEffect(calls, true);
  const undone = stepsInEffect(calls, false).filter((id) => !standing.includes(id));
  if (standing.length > 0) sentences.push(`${standing.map(nameOf).join(', ')} took effect${unknown ? '' : ' and stands'}`);
  for (const id of undone)
    sentences.push(`${nameOf(id)} was undone by ${steps.find((step) => step.id === id)?.compensation?.name ?? 'its undoing step'}`);
  for (const one of calls.filter(({ isCompensation, state }) => isCompensation && state === 'failed'))
    sentences.push(`undoing ${nameOf(one.stepId)} failed: ${one.words}`);
  return sentences.join('. ');
}

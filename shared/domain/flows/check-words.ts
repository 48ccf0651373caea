import type { Capture, Check, CheckOperator, FlowStep, PageLoop } from './flow-spec.ts';

/** How a check came out, in words that can be kept: what was seen is cut and without secrets. */
export interface CheckOutcome {
  readonly words: string;
  readonly isHeld: boolean;
  readonly seen: string;
}

const operatorWords: Readonly<Record<CheckOperator, string>> = {
  eq: 'is',
  ne: 'is not',
  gt: 'is more than',
  lt: 'is less than',
  contains: 'contains',
  matches: 'matches',
  exists: 'is there',
  in: 'is one of',
};

/** "status is 200", "$.amount.value is more than 0", "fits the contract". */
export function checkWords(check: Check): string {
  if (check.of === 'schema') return 'fits the contract';
  const subject = { status: 'status', duration: 'time', size: 'size', header: `header ${check.path}`, body: check.path || 'body' }[
    check.of
  ];
  if (check.op === 'exists') return `${subject} is ${check.value === 'false' ? 'not ' : ''}there`;
  const unit = check.of === 'duration' ? ' ms' : check.of === 'size' ? ' bytes' : '';
  const value = check.of === 'body' || check.of === 'header' ? quoted(check.value) : check.value;
  return `${subject} ${operatorWords[check.op]} ${value}${unit}`;
}

const quoted = (value: string): string => (/^-?\d+(\.\d+)?$|^(true|false|null)$/.test(value) ? value : `“${value}”`);

/** "pspReference from $.pspReference". */
export const captureWords = ({ name, from, path }: Capture): string =>
  `${name} ${from === 'jsonata' ? 'as' : 'from'} ${from === 'status' ? 'the status' : from === 'header' ? `header ${path}` : path}`;

/** "by the Link header, at most 20 pages". */
export function loopWords(loop: PageLoop): string {
  if (loop.kind === 'none') return 'one call';
  const how = {
    link: 'by the Link header',
    cursor: 'by a cursor',
    offset: loop.kind === 'offset' && loop.counts === 'pages' ? 'by their number' : 'by an offset',
  }[loop.kind];
  return `pages ${how}, at most ${loop.maxPages}`;
}

/** What a step does besides its call, on one line: "captures pspReference · 2 checks". */
export function stepWords(
  step: Pick<FlowStep, 'captures' | 'checks' | 'condition' | 'loop' | 'onFailure' | 'mayRepeat' | 'compensation'>,
): string {
  const parts: string[] = [];
  if (step.condition !== '') parts.push(`only if ${step.condition}`);
  if (step.loop.kind !== 'none') parts.push(loopWords(step.loop));
  if (step.captures.length > 0) parts.push(`captures ${step.captures.map(({ name }) => name).join(', ')}`);
  if (step.checks.length > 0) parts.push(`${step.checks.length} ${step.checks.length === 1 ? 'check' : 'checks'}`);
  if (step.onFailure === 'go on') parts.push('goes on if it fails');
  if (step.mayRepeat) parts.push('may be sent again');
  if (step.compensation) parts.push(`undone by ${step.compensation.name}`);
  return parts.join(' · ');
}

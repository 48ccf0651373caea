import { readRequestBlock } from './request-block.ts';
import {
  dangers,
  inputTypes,
  stepKinds,
  type Problem,
  type Step,
  type StepInput,
  type StepKind,
  type StepOption,
  type StepRequest,
} from './runbook.ts';

export interface StepHeading {
  readonly title: string;
  readonly kind: StepKind;
  readonly problem: Problem | null;
}

/** Reads "## 3. Is it us or them? {decision}"; null when the line begins no step. `line` counts from 1. */
export function readHeading(text: string, line: number): StepHeading | null {
  const [, numbered, rest] = /^##\s+(?:(\d{1,3})[.)]\s+)?(.*)$/.exec(text.trimEnd()) ?? [];
  if (rest === undefined) return null;
  const [, words, marker] = /^(.*?)\s*\{([a-z ]+)\}$/i.exec(rest) ?? [];
  if (marker === undefined)
    return numbered === undefined || rest.trim() === '' ? null : { title: rest.trim(), kind: 'instruction', problem: null };
  const title = (words ?? '').trim() || `Step at line ${line}`;
  const kind = stepKinds.find((one) => one === marker.toLowerCase().trim());
  if (kind !== undefined) return { title, kind, problem: null };
  const remedy = `Choose one of: ${stepKinds.join(', ')}. It is read as an instruction until then.`;
  return { title, kind: 'instruction', problem: { line, severity: 'error', happened: `“${marker}” is no kind of step.`, remedy } };
}

const fieldsOfAll = ['expected', 'if not', 'then', 'danger', 'minutes', 'out of hours', 'skip', 'by'] as const;
const fieldsOfEscalation = ['to', 'channel', 'after'] as const;
type FieldName = (typeof fieldsOfAll)[number] | (typeof fieldsOfEscalation)[number];

/** Reads what stands under a heading. What it does not know stays in the step's text. `firstLine` is that of `lines[0]`. */
export function readStep(
  heading: StepHeading,
  number: number,
  lines: readonly string[],
  firstLine: number,
): { step: Step; problems: Problem[] } {
  const { kind, title } = heading;
  const problems: Problem[] = heading.problem ? [heading.problem] : [];
  const text: string[] = [];
  const fields = new Map<FieldName, { value: string; line: number }>();
  const items: string[] = [];
  const options: StepOption[] = [];
  const inputs: StepInput[] = [];
  let request: StepRequest | null = null;
  let ticket = '';
  /** What an indented line under a bullet is added to. */
  let goesOn: ((more: string) => void) | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const raw = lines[at] ?? '';
    const line = firstLine + at;
    const fence = /^(`{3,}|~{3,})\s*(.*)$/.exec(raw);
    if (fence) {
      goesOn = null;
      const [, ticks = '', info = ''] = fence;
      const close = lines.findIndex((one, index) => index > at && one.trimEnd() === ticks);
      const end = close < 0 ? lines.length : close;
      const inside = lines.slice(at + 1, end);
      if (close < 0)
        problems.push({
          line,
          severity: 'error',
          happened: 'The block that begins here has no end.',
          remedy: `Close it with a line of ${ticks}.`,
        });
      const [word = '', ...rest] = info.trim().split(/\s+/);
      if (word === 'request' && (kind === 'request' || kind === 'verify' || kind === 'decision') && request === null) {
        const read = readRequestBlock(rest.join(' '), inside, line);
        request = read.request;
        problems.push(...read.problems);
      } else if (word === 'ticket' && kind === 'escalate' && ticket === '') ticket = inside.join('\n').trim();
      else {
        text.push(...lines.slice(at, end + 1));
        if (word === 'request')
          problems.push({
            line,
            severity: 'error',
            happened: `A request has no place here: ${request ? 'the step has one already' : `the step is ${kind}`}.`,
            remedy: 'Put it into a step of its own with {request} or {verify}.',
          });
      }
      at = end;
      continue;
    }
    if (goesOn && /^\s{2,}\S/.test(raw)) {
      goesOn(raw.trim());
      continue;
    }
    goesOn = null;
    const bullet = /^[-*]\s+(.*)$/.exec(raw)?.[1];
    const field = bullet === undefined ? null : readField(bullet, kind);
    const item = bullet === undefined || kind !== 'checklist' ? null : (/^\[[ xX]\]\s+(.*)$/.exec(bullet)?.[1] ?? null);
    const option = bullet === undefined || kind !== 'decision' ? null : readOption(bullet);
    const input = bullet === undefined || kind !== 'input' ? null : readInput(bullet);
    if (item !== null) {
      items.push(item.trim());
      goesOn = (more) => void items.push(`${items.pop() ?? ''} ${more}`);
    } else if (option !== null) options.push(option);
    else if (input !== null) {
      inputs.push(input.input);
      if (input.wrong !== null) problems.push({ line, severity: 'error', ...input.wrong });
    } else if (field !== null && !fields.has(field.name)) {
      const { name } = field;
      fields.set(name, { value: field.value, line });
      goesOn = (more) => void fields.set(name, { value: `${fields.get(name)?.value ?? ''} ${more}`.trim(), line });
    } else text.push(raw);
  }
  const value = (name: FieldName): string | null => fields.get(name)?.value || null;
  const whole = (name: FieldName): number | null => {
    const found = fields.get(name);
    if (!found || found.value === '') return null;
    const read = /^(\d{1,5})(?:\s*min(?:utes)?)?$/.exec(found.value)?.[1];
    if (read === undefined)
      problems.push({
        line: found.line,
        severity: 'error',
        happened: `“${found.value}” is not a number of minutes.`,
        remedy: 'Write a whole number, such as 15.',
      });
    return read === undefined ? null : Number(read);
  };
  const danger = dangers.find((one) => one === (value('danger') ?? 'none'));
  if (danger === undefined)
    problems.push({
      line: fields.get('danger')?.line ?? firstLine,
      severity: 'error',
      happened: `“${value('danger')}” is no danger.`,
      remedy: `Choose one of: ${dangers.join(', ')}.`,
    });
  const step: Step = {
    number,
    title,
    kind,
    text: tidy(text),
    expected: value('expected'),
    ifNot: value('if not'),
    goOnAt: value('then')?.replace(/^(?:→|->)\s*/, '') ?? null,
    danger: danger ?? 'none',
    minutes: whole('minutes'),
    outOfHours: value('out of hours'),
    canSkip: value('skip')?.toLowerCase() !== 'never',
    byAnother: value('by')?.toLowerCase() === 'another person',
    items,
    options,
    inputs,
    request,
    escalation: kind === 'escalate' ? { to: value('to'), channel: value('channel'), afterMinutes: whole('after'), ticket } : null,
    line: firstLine - 1,
  };
  return { step, problems };
}

function readField(bullet: string, kind: StepKind): { name: FieldName; value: string } | null {
  const [, name, value] = /^\**([a-z ]+?)\**:\**\s*(.*)$/i.exec(bullet) ?? [];
  const wanted = name?.toLowerCase();
  const known = [...fieldsOfAll, ...(kind === 'escalate' ? fieldsOfEscalation : [])].find((one) => one === wanted);
  return known === undefined ? null : { name: known, value: (value ?? '').trim() };
}

function readOption(bullet: string): StepOption | null {
  const [, words, rest] = /^(.+?)\s+(?:→|->)\s*(.+)$/.exec(bullet) ?? [];
  if (words === undefined || rest === undefined) return null;
  const cut = rest.indexOf(':');
  const goTo = (cut < 0 ? rest : rest.slice(0, cut)).trim();
  return { words: words.replaceAll('**', '').trim(), goTo, consequence: cut < 0 ? '' : rest.slice(cut + 1).trim() };
}

function readInput(bullet: string): { input: StepInput; wrong: { happened: string; remedy: string } | null } | null {
  const [, name, inside, label] = /^input\s+`?([\w-]+)`?(?:\s+\(([^)]*)\))?:\s*(.*)$/.exec(bullet) ?? [];
  if (name === undefined) return null;
  const isRequired = /(?:^|,)\s*required\s*$/.test(inside ?? '');
  const rest = (inside ?? '').replace(/,?\s*required\s*$/, '').trim();
  const choices = rest.startsWith('choice:')
    ? rest
        .slice(7)
        .split('|')
        .map((one) => one.trim())
        .filter((one) => one !== '')
    : [];
  const type = choices.length > 0 ? 'choice' : inputTypes.find((one) => one === (rest === '' ? 'text' : rest));
  const isKnown = type !== undefined && (type !== 'choice' || choices.length > 0);
  const input: StepInput = { name, type: isKnown ? type : 'text', isRequired, choices, label: label?.trim() || name };
  if (isKnown) return { input, wrong: null };
  return {
    input,
    wrong: { happened: `“${rest}” is no type of an input.`, remedy: 'Choose text, number, time, yes/no, or “choice: a | b”.' },
  };
}

/** Without blank lines around it, and never two blank lines in a row. */
export function tidy(lines: readonly string[]): string {
  const kept: string[] = [];
  for (const line of lines.map((one) => one.trimEnd())) {
    if (line !== '' || (kept.length > 0 && kept.at(-1) !== '')) kept.push(line);
  }
  while (kept.at(-1) === '') kept.pop();
  return kept.join('\n');
}

import type { Expectation, Problem, StepRequest } from './runbook.ts';

/** Reads a ```request block: its name stands on the fence, one setting or expectation a line in it. `line` is the fence's. */
export function readRequestBlock(name: string, lines: readonly string[], line: number): { request: StepRequest; problems: Problem[] } {
  const problems: Problem[] = [];
  const values: { name: string; value: string }[] = [];
  const expectations: Expectation[] = [];
  let environment: string | null = null;
  lines.forEach((raw, at) => {
    const text = raw.trim();
    if (text === '') return;
    const wrong = (happened: string, remedy: string): void =>
      void problems.push({ line: line + 1 + at, severity: 'error', happened, remedy });
    const [, where] = /^in:?\s+(.+)$/.exec(text) ?? [];
    const [, key, value] = /^with\s+([^\s=]+)\s*=\s*(.*)$/.exec(text) ?? [];
    const [, expected] = /^expect\s+(.+)$/.exec(text) ?? [];
    if (where !== undefined) environment = where;
    else if (key !== undefined) values.push({ name: key, value: value ?? '' });
    else if (expected === undefined)
      wrong(`“${text}” is no setting of a request.`, 'Write “in ENVIRONMENT”, “with NAME = VALUE” or “expect …”.');
    else {
      const expectation = readExpectation(expected);
      if (expectation) expectations.push(expectation);
      else
        wrong(
          `“expect ${expected}” cannot be checked.`,
          'Write “expect status 200”, “expect contains TEXT”, “expect under 5 s”, “expect json $.path = VALUE” or “expect contract”.',
        );
    }
  });
  return { request: { name: name.trim(), environment, values, expectations }, problems };
}

/** What can be written as an expectation: "status 200 or 2xx", "contains OK", "under 5 s", "json $.a.b = 1", "contract". */
export function readExpectation(text: string): Expectation | null {
  const [, statuses] = /^status\s+([1-5][0-9x]{2}(?:\s+or\s+[1-5][0-9x]{2})*)$/i.exec(text) ?? [];
  if (statuses !== undefined) return { kind: 'status', statuses: statuses.toLowerCase().split(/\s+or\s+/) };
  const [, without] = /^not contains\s+(.+)$/.exec(text) ?? [];
  if (without !== undefined) return { kind: 'not contains', text: without };
  const [, contained] = /^contains\s+(.+)$/.exec(text) ?? [];
  if (contained !== undefined) return { kind: 'contains', text: contained };
  const [, amount, unit] = /^under\s+(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s)$/.exec(text) ?? [];
  if (amount !== undefined) return { kind: 'under', ms: Math.round(Number(amount) * (unit === 's' ? 1000 : 1)) };
  if (text === 'contract') return { kind: 'contract' };
  const [, exists] = /^json\s+(\$\S*)\s+exists$/.exec(text) ?? [];
  if (exists !== undefined) return { kind: 'json', path: exists, compare: 'exists', value: '' };
  const [, path, compare, value] = /^json\s+(\$\S*)\s*(!=|=|<|>)\s*(.+)$/.exec(text) ?? [];
  if (path !== undefined && compare !== undefined)
    return { kind: 'json', path, compare: compare as '=' | '!=' | '<' | '>', value: value ?? '' };
  return null;
}

/** An expectation as it is written in the document. */
export function expectationWords(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'status':
      return `status ${expectation.statuses.join(' or ')}`;
    case 'contains':
    case 'not contains':
      return `${expectation.kind} ${expectation.text}`;
    case 'under':
      return expectation.ms % 1000 === 0 ? `under ${expectation.ms / 1000} s` : `under ${expectation.ms} ms`;
    case 'contract':
      return 'contract';
    case 'json':
      return expectation.compare === 'exists'
        ? `json ${expectation.path} exists`
        : `json ${expectation.path} ${expectation.compare} ${expectation.value}`;
  }
}

/** The block as it is written in the document. */
export function requestBlockText({ name, environment, values, expectations }: StepRequest): string {
  return [
    `\`\`\`request${name === '' ? '' : ` ${name}`}`,
    ...(environment === null ? [] : [`in ${environment}`]),
    ...values.map((one) => `with ${one.name} = ${one.value}`.trimEnd()),
    ...expectations.map((one) => `expect ${expectationWords(one)}`),
    '```',
  ].join('\n');
}

import { readHead } from './read-head.ts';
import { readHeading, readStep, tidy, type StepHeading } from './read-step.ts';
import { targetOf, type Problem, type Runbook, type Step } from './runbook.ts';

export interface ReadRunbook {
  readonly runbook: Runbook;
  /** By line. A document with an error can be kept as a draft and is not published. */
  readonly problems: readonly Problem[];
}

/** Reads a runbook's Markdown. It never fails: what cannot be read is a problem with its line, and stays as text. */
export function readRunbook(source: string): ReadRunbook {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const { head, problems: ofHead, bodyAt } = readHead(lines);
  const problems: Problem[] = [...ofHead];
  const headings: { readonly at: number; readonly heading: StepHeading }[] = [];
  let fence: string | null = null;
  for (let at = bodyAt; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const ticks = /^(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null && ticks !== undefined) fence = ticks;
    else if (fence !== null && line.trimEnd() === fence) fence = null;
    else if (fence === null) {
      const heading = readHeading(line, at + 1);
      if (heading) headings.push({ at, heading });
    }
  }
  const steps: Step[] = headings.map(({ at, heading }, index) => {
    const end = headings[index + 1]?.at ?? lines.length;
    const read = readStep(heading, index + 1, lines.slice(at + 1, end), at + 2);
    problems.push(...read.problems);
    return read.step;
  });
  if (steps.length === 0)
    problems.push({
      line: bodyAt + 1,
      severity: 'error',
      happened: 'The document has no step.',
      remedy: 'Write a line such as “## 1. Read who is hit {instruction}” and what to do under it.',
    });
  problems.push(...checkSteps(steps));
  const intro = tidy(lines.slice(bodyAt, headings[0]?.at ?? lines.length));
  return { runbook: { head, intro, steps }, problems: problems.sort((a, b) => a.line - b.line) };
}

/** What a step of its kind must have to be followed at all. */
function checkSteps(steps: readonly Step[]): Problem[] {
  const problems: Problem[] = [];
  const wrong = (step: Step, happened: string, remedy: string): void =>
    void problems.push({ line: step.line, severity: 'error', happened: `Step ${step.number}: ${happened}`, remedy });
  for (const step of steps) {
    if (step.kind === 'decision' && step.options.length < 2)
      wrong(step, 'a decision needs two answers.', 'Write each as “- Yes, it did → 5: what follows”.');
    if (step.kind === 'checklist' && step.items.length === 0)
      wrong(step, 'a checklist needs an item.', 'Write each as “- [ ] what to check”.');
    if (step.kind === 'input' && step.inputs.length === 0)
      wrong(step, 'it asks for nothing.', 'Write “- input ticket (text, required): the vendor’s ticket number”.');
    if ((step.kind === 'request' || step.kind === 'verify') && step.request === null)
      wrong(step, 'there is nothing to send.', 'Add a block that begins with ```request and a saved request’s name.');
    if (step.kind === 'verify' && step.request !== null && step.request.expectations.length === 0)
      wrong(step, 'it verifies nothing.', 'Add “expect status 200” or another expectation to its request.');
    for (const goTo of [...step.options.map((option) => option.goTo), ...(step.goOnAt === null ? [] : [step.goOnAt])]) {
      if (targetOf(goTo, step, steps) === undefined)
        wrong(step, `“→ ${goTo}” leads to no step.`, 'Write a step’s number or its title, “next” or “end”.');
    }
    const names = step.inputs.map((input) => input.name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) wrong(step, `the input “${twice}” is there twice.`, 'Give each its own name.');
  }
  return problems;
}

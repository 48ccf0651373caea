import { stringify } from 'yaml';
import { requestBlockText } from './request-block.ts';
import type { Runbook, RunbookHead, Step, StepInput } from './runbook.ts';

/** The runbook as the Markdown that `readRunbook` reads. */
export function writeRunbook({ head, intro, steps }: Runbook): string {
  return `${[writeHead(head), ...(intro === '' ? [] : [intro]), ...steps.map(writeStep)].join('\n\n')}\n`;
}

function writeHead(head: RunbookHead): string {
  const facts = {
    name: head.name,
    kind: head.kind,
    purpose: head.purpose,
    trigger: head.trigger,
    severity: head.severity,
    ...(head.owner === null ? {} : { owner: head.owner }),
    ...(head.deputy === null ? {} : { deputy: head.deputy }),
    ...(head.minutes === null ? {} : { minutes: head.minutes }),
    'review-every-days': head.reviewEveryDays,
    ...(head.apis.length === 0 ? {} : { apis: head.apis }),
    ...(head.processes.length === 0 ? {} : { processes: head.processes }),
  };
  return `---\n${stringify(facts, { lineWidth: 0 }).trimEnd()}\n---`;
}

function writeStep(step: Step): string {
  const fields = [
    ['expected', step.expected],
    ['if not', step.ifNot],
    ['danger', step.danger === 'none' ? null : step.danger],
    ['minutes', step.minutes === null ? null : String(step.minutes)],
    ['out of hours', step.outOfHours],
    ['skip', step.canSkip ? null : 'never'],
    ['by', step.byAnother ? 'another person' : null],
    ['to', step.escalation?.to ?? null],
    ['channel', step.escalation?.channel ?? null],
    ['after', step.escalation?.afterMinutes == null ? null : String(step.escalation.afterMinutes)],
    ['then', step.goOnAt === null ? null : `→ ${step.goOnAt}`],
  ] as const;
  const lines = [
    ...step.items.map((item) => `- [ ] ${item}`),
    ...step.inputs.map(inputLine),
    ...step.options.map((option) => `- ${option.words} → ${option.goTo}${option.consequence === '' ? '' : `: ${option.consequence}`}`),
  ];
  const facts = fields.flatMap(([name, value]) => (value === null ? [] : [`- ${name}: ${value}`]));
  const blocks = [
    `## ${step.number}. ${step.title} {${step.kind}}`,
    step.text,
    lines.join('\n'),
    facts.join('\n'),
    step.request === null ? '' : requestBlockText(step.request),
    step.escalation === null || step.escalation.ticket === '' ? '' : `\`\`\`ticket\n${step.escalation.ticket}\n\`\`\``,
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function inputLine({ name, type, isRequired, choices, label }: StepInput): string {
  const words = [type === 'choice' ? `choice: ${choices.join(' | ')}` : type, ...(isRequired ? ['required'] : [])];
  return `- input ${name} (${words.join(', ')}): ${label}`;
}

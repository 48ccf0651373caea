import { fillIn } from '../../../shared/domain/runbooks/fill-in.ts';
import { expectationWords } from '../../../shared/domain/runbooks/request-block.ts';
import { targetOf, type Runbook, type Step } from '../../../shared/domain/runbooks/runbook.ts';
import type { PaperBlock, PaperDocument } from '../../../shared/domain/documents/paper-document.ts';
import { markdownBlocks } from './markdown-blocks.ts';

/** A runbook to read or print: every step with what is expected, its answers and its texts. */
export function paperOfRunbook({ head, intro, steps }: Runbook, revision: number, createdAt: number): PaperDocument {
  return {
    title: head.name,
    subtitle: head.purpose,
    header: [
      ['Revision', revision === 0 ? 'draft' : String(revision)],
      ['Severity', head.severity],
      ['Owner', [head.owner ?? 'nobody', ...(head.deputy === null ? [] : [`deputy ${head.deputy}`])].join(', ')],
      ['Takes', head.minutes === null ? 'not said' : `${head.minutes} min`],
      ['For', head.trigger.join(', ') || 'not said'],
    ],
    blocks: [...markdownBlocks(plain(intro)), ...steps.flatMap((step) => blocksOf(step, steps))],
    footer: `${head.name}, ${revision === 0 ? 'draft' : `revision ${revision}`}`,
    createdAt,
  };
}

function blocksOf(step: Step, steps: readonly Step[]): PaperBlock[] {
  const facts: [string, string][] = [
    ...pair('Expected', step.expected === null ? null : plain(step.expected)),
    ...pair('If not', step.ifNot === null ? null : plain(step.ifNot)),
    ...(step.danger === 'none' ? [] : [['Touches', step.danger] as [string, string]]),
    ...pair('Out of hours', step.outOfHours),
    ...pair('Call', step.escalation?.to ?? null),
    ...pair('By', step.escalation?.channel ?? null),
    ...(step.goOnAt === null ? [] : [['Then', whereWords(step.goOnAt, step, steps)] as [string, string]]),
  ];
  return [
    { kind: 'heading', level: 2, text: `${step.number}. ${step.title}` },
    { kind: 'paragraph', text: [step.kind, ...(step.minutes === null ? [] : [`${step.minutes} min`])].join(', '), tone: 'quiet' },
    ...markdownBlocks(plain(step.text)),
    ...(step.items.length === 0 ? [] : [{ kind: 'list', items: step.items.map((item) => `☐ ${plain(item)}`) } as const]),
    ...(step.options.length === 0
      ? []
      : [
          {
            kind: 'list',
            items: step.options.map(
              (option) =>
                `${option.words} → ${whereWords(option.goTo, step, steps)}${option.consequence === '' ? '' : `: ${option.consequence}`}`,
            ),
          } as const,
        ]),
    ...(step.inputs.length === 0 ? [] : [{ kind: 'list', items: step.inputs.map((input) => `${input.label}: ____________`) } as const]),
    ...(step.request === null
      ? []
      : [
          {
            kind: 'code',
            text: [
              `Send: ${step.request.name || 'a saved request of your choice'}${step.request.environment === null ? '' : ` in ${step.request.environment}`}`,
              ...step.request.values.map(({ name, value }) => `  ${name} = ${value}`),
              ...step.request.expectations.map((one) => `  expect ${expectationWords(one)}`),
            ].join('\n'),
          } as const,
        ]),
    ...(facts.length === 0 ? [] : [{ kind: 'facts', facts } as const]),
    ...(step.escalation === null || step.escalation.ticket === '' ? [] : [{ kind: 'code', text: plain(step.escalation.ticket) } as const]),
  ];
}

/** Before a run nothing is known: a place has its other words. */
const plain = (text: string): string => fillIn(text, {});

const pair = (label: string, value: string | null): [string, string][] => (value === null ? [] : [[label, value]]);

function whereWords(goTo: string, step: Step, steps: readonly Step[]): string {
  const target = targetOf(goTo, step, steps);
  return target === undefined ? goTo : target === null ? 'the end' : `step ${target}`;
}

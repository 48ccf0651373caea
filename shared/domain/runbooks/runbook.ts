/** What a step asks of the person who follows it. */
export const stepKinds = ['instruction', 'checklist', 'decision', 'input', 'request', 'verify', 'escalate'] as const;
export type StepKind = (typeof stepKinds)[number];

export const runbookKinds = ['incident', 'procedure', 'onboarding person', 'onboarding dependency'] as const;
export type RunbookKind = (typeof runbookKinds)[number];

export const severities = ['low', 'medium', 'high'] as const;
export type Severity = (typeof severities)[number];

/** What a step can do that is hard to take back. */
export const dangers = ['none', 'money', 'customers', 'data'] as const;
export type Danger = (typeof dangers)[number];

export const inputTypes = ['text', 'number', 'time', 'choice', 'yes/no'] as const;
export type InputType = (typeof inputTypes)[number];

/** The head of the document, its YAML front matter. */
export interface RunbookHead {
  readonly name: string;
  readonly kind: RunbookKind;
  readonly purpose: string;
  /** What makes somebody reach for it, in the words an incident uses: "vendor outage", "throttled", "401". */
  readonly trigger: readonly string[];
  readonly severity: Severity;
  readonly owner: string | null;
  readonly deputy: string | null;
  readonly minutes: number | null;
  readonly reviewEveryDays: number;
  readonly apis: readonly string[];
  readonly processes: readonly string[];
}

export interface StepOption {
  /** "No, it still fails". */
  readonly words: string;
  /** A step's number or title, "next" or "end". */
  readonly goTo: string;
  /** "refund 9 orders by hand". */
  readonly consequence: string;
}

export interface StepInput {
  readonly name: string;
  readonly type: InputType;
  readonly isRequired: boolean;
  readonly choices: readonly string[];
  readonly label: string;
}

export type Expectation =
  | { readonly kind: 'status'; readonly statuses: readonly string[] }
  | { readonly kind: 'contains'; readonly text: string }
  | { readonly kind: 'not contains'; readonly text: string }
  | { readonly kind: 'under'; readonly ms: number }
  | { readonly kind: 'contract' }
  | { readonly kind: 'json'; readonly path: string; readonly compare: '=' | '!=' | '<' | '>' | 'exists'; readonly value: string };

export interface StepRequest {
  /** A saved request's name, or "Vendor API: GET /path"; empty: whoever runs it chooses. */
  readonly name: string;
  readonly environment: string | null;
  readonly values: readonly { readonly name: string; readonly value: string }[];
  readonly expectations: readonly Expectation[];
}

export interface StepEscalation {
  readonly to: string | null;
  readonly channel: string | null;
  /** Minutes after the start of the run at which it is due. */
  readonly afterMinutes: number | null;
  /** The prefilled text, with {{places}}. */
  readonly ticket: string;
}

export interface Step {
  /** From 1, by its place in the document. */
  readonly number: number;
  readonly title: string;
  readonly kind: StepKind;
  /** Markdown: everything that is not one of the fields below. */
  readonly text: string;
  readonly expected: string | null;
  readonly ifNot: string | null;
  /** Where to go on when it is done; null: the next step. */
  readonly goOnAt: string | null;
  readonly danger: Danger;
  readonly minutes: number | null;
  readonly outOfHours: string | null;
  /** False: cannot be skipped, with a reason either. */
  readonly canSkip: boolean;
  /** True: not by the person who started the run. */
  readonly byAnother: boolean;
  readonly items: readonly string[];
  readonly options: readonly StepOption[];
  readonly inputs: readonly StepInput[];
  readonly request: StepRequest | null;
  readonly escalation: StepEscalation | null;
  /** The line of its heading, from 1. */
  readonly line: number;
}

export interface Runbook {
  readonly head: RunbookHead;
  /** Markdown before the first step: symptoms, what it is about. */
  readonly intro: string;
  readonly steps: readonly Step[];
}

/** Something in the document that is not right, at its line. */
export interface Problem {
  readonly line: number;
  readonly severity: 'error' | 'warning';
  readonly happened: string;
  readonly remedy: string;
}

/** What a step's "→" means: a step's number, null for the end; undefined when there is no such step. */
export function targetOf(goTo: string | null, from: Step, steps: readonly Step[]): number | null | undefined {
  const wanted = (goTo ?? 'next').trim().toLowerCase();
  if (wanted === 'end') return null;
  if (wanted === 'next') return from.number < steps.length ? from.number + 1 : null;
  const number = /^(?:step\s+)?(\d{1,4})$/.exec(wanted)?.[1];
  if (number !== undefined) return steps.some((step) => step.number === Number(number)) ? Number(number) : undefined;
  return steps.find((step) => step.title.toLowerCase() === wanted)?.number;
}

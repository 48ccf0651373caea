import { IconArrowsSplit2, IconFileText, IconForms, IconListCheck, IconPhoneCall, IconSend, IconShieldCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { StepKind } from '../../../shared/domain/runbooks/runbook.ts';

const icons = {
  instruction: IconFileText,
  checklist: IconListCheck,
  decision: IconArrowsSplit2,
  input: IconForms,
  request: IconSend,
  verify: IconShieldCheck,
  escalate: IconPhoneCall,
} as const satisfies Record<StepKind, typeof IconFileText>;

/** What a step asks for, as a sign beside its word. */
export function StepKindIcon({ kind }: { readonly kind: StepKind }): ReactElement {
  const Icon = icons[kind];
  return <Icon size={13} stroke={1.6} aria-hidden="true" />;
}

import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { ladderText, readLadder } from '../../../shared/domain/inventory/escalation-ladder.ts';
import { Section } from '../../ui/section.tsx';
import { InlineText } from './inline-text.tsx';
import { useApiEdit } from './use-api-edit.ts';

/** Whom to call when the API fails, step by step, and what to say; edited where it stands. */
export function ApiEscalation({ detail }: { readonly detail: ApiDetail }) {
  const edit = useApiEdit(detail);
  return (
    <Section title="Escalation">
      <div className="inv-plan-list">
        <InlineText
          label="Escalation"
          value={ladderText(detail.escalationLadder)}
          emptyWords="Say whom to call, a step to the line: Ines, phone, after 15 min"
          isLong
          maxLength={2000}
          check={(text) => {
            const read = readLadder(text);
            return 'problem' in read ? read.problem : null;
          }}
          onSave={(text) => {
            const read = readLadder(text);
            if ('problem' in read) return;
            const escalationLadder = [...read.ladder];
            void edit({ escalationLadder }, { escalationLadder }, 'Escalation saved');
          }}
        />
        <InlineText
          label="How to escalate"
          value={detail.escalation}
          emptyWords="Add what to say, and where"
          isLong
          maxLength={2000}
          onSave={(escalation) => void edit({ escalation }, { escalation }, 'Escalation saved')}
        />
      </div>
    </Section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ContractChange } from '../../../shared/contract/contract-changes.ts';
import { api, client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { useReadOnly } from '../../ui/read-only.ts';
import { Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { When } from '../../ui/when.tsx';
import { ChangeList } from './change-list.tsx';
import { comparisonTitle, openCounts } from './change-words.ts';
import { changeWithUndo } from '../../ui/undo-last.ts';

type Shown = 'used' | 'breaking' | 'all';

/** What changed with each contract that was imported over another, the newest first. */
export function ContractChanges({ apiId }: { readonly apiId: string }) {
  const changes = useQuery(api.inventory.contractChanges.queryOptions({ input: { apiId } }));
  const steps = new Map<string, ContractChange[]>();
  for (const change of changes.data ?? []) {
    const key = `${change.fromVersion} ${change.toVersion}`;
    steps.set(key, [...(steps.get(key) ?? []), change]);
  }
  return [...steps.values()].map((list) => <OneStep key={`${list[0]?.fromVersion} ${list[0]?.toVersion}`} changes={list} />);
}

function OneStep({ changes }: { readonly changes: readonly ContractChange[] }) {
  const counts = openCounts(changes);
  const used = changes.filter((one) => one.isUsed && one.level !== 'safe');
  const [chosen, setChosen] = useState<Shown | null>(null);
  const isReadOnly = useReadOnly();
  const tab: Shown = chosen ?? (used.length > 0 ? 'used' : 'breaking');
  const shown = tab === 'used' ? used : tab === 'breaking' ? changes.filter(({ level }) => level === 'breaking') : changes;
  const open = shown.filter(({ status }) => status === 'open');
  const [first] = changes;
  const accept = (list: readonly ContractChange[], isAccepted: boolean): void => {
    const [one] = list;
    if (!one) return;
    const words = list.length === 1 ? `${isAccepted ? 'Accepted' : 'Opened again'}: ${one.words}` : `${list.length} changes accepted`;
    void changeWithUndo(words, 'contractChange', one.id, () =>
      client.inventory.acceptChanges({ ids: list.map(({ id }) => id), isAccepted }),
    );
  };
  const acceptButton = (one: ContractChange): ReactNode => {
    const isOpen = one.status === 'open';
    const by = one.acceptedBy ? `Accepted by ${one.acceptedBy}` : undefined;
    if (isReadOnly && !isOpen)
      return (
        <span className="faint" title={by}>
          accepted
        </span>
      );
    return (
      <Button
        small
        kind="quiet"
        title={by}
        aria-label={`${isOpen ? 'Accept' : 'Open again'}: ${one.words}`}
        onClick={() => accept([one], isOpen)}
      >
        {isOpen ? 'Accept' : 'accepted'}
      </Button>
    );
  };
  return (
    <Section
      title={`What changed in ${counts.toVersion}`}
      right={
        open.length > 0 ? (
          <Button small kind="quiet" onClick={() => accept(open, true)}>
            Accept {open.length === 1 ? 'it' : `these ${open.length}`}
          </Button>
        ) : undefined
      }
    >
      <p className="inv-note">
        {comparisonTitle(counts)}, {counts.risky} risky, {counts.safe} safe
        {counts.breaking + counts.risky + counts.safe < changes.length ? ' left open' : ''}. Read{' '}
        {first ? <When at={first.createdAt} /> : null}.
      </p>
      <Segments<Shown>
        label="Which changes"
        value={tab}
        onChange={setChosen}
        items={[
          { value: 'used', label: `You use ${used.length}` },
          { value: 'breaking', label: 'Breaking' },
          { value: 'all', label: `All ${changes.length}` },
        ]}
      />
      {shown.length === 0 ? (
        <p className="inv-note">{tab === 'used' ? 'None touches what you use.' : 'None.'}</p>
      ) : (
        <ChangeList changes={shown} keyOf={({ id }) => id} hasDoors actionOf={acceptButton} />
      )}
    </Section>
  );
}

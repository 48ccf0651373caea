import { useState } from 'react';
import type { Comparison, PlannedChange } from '../../../shared/contract/contract-changes.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { ChangeList } from './change-list.tsx';

type Shown = 'used' | PlannedChange['level'];

/** What a newer contract changes, before it is imported: what breaks what we use first. */
export function PlanChanges({ comparison }: { readonly comparison: Comparison }) {
  const { changes, breaking, risky, safe } = comparison;
  const used = changes.filter(({ isUsed, level }) => isUsed && level !== 'safe');
  const [chosen, setChosen] = useState<Shown | null>(null);
  const tab: Shown = chosen ?? (used.length > 0 ? 'used' : breaking > 0 ? 'breaking' : risky > 0 ? 'risky' : 'safe');
  const shown = tab === 'used' ? used : changes.filter(({ level }) => level === tab);
  return (
    <section className="inv-plan-changes" aria-label="What changes">
      {changes.length === 0 ? null : (
        <>
          <Tabs<Shown>
            label="Which changes"
            value={tab}
            onChange={setChosen}
            items={[
              { value: 'used', label: 'Touches what you use', count: used.length, tone: 'bad' },
              { value: 'breaking', label: 'Breaking', count: breaking },
              { value: 'risky', label: 'Risky', count: risky },
              { value: 'safe', label: 'Safe', count: safe },
            ]}
          />
          <div className="inv-plan-changes-list" tabIndex={0} role="region" aria-label="Changes">
            {shown.length === 0 ? (
              <p className="inv-note">None.</p>
            ) : (
              <ChangeList changes={shown} keyOf={(one) => `${one.place} ${one.words}`} hasDoors={false} />
            )}
          </div>
        </>
      )}
    </section>
  );
}

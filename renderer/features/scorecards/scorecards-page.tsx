import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { audiences } from '../../../shared/domain/scorecards/facts.ts';
import { monthPattern } from '../../../shared/domain/costs/months.ts';
import { api } from '../../app/client.ts';
import { go, useDoor } from '../../app/navigate.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { CostsTab } from './costs-tab.tsx';
import { DecisionsTab } from './decisions-tab.tsx';
import { PageTab } from './page-tab.tsx';
import { RisksTab } from './risks-tab.tsx';
import { useScorecards, type ScorecardsTab } from './scorecards-store.ts';
import './scorecards.css';

const tabOf: Readonly<Record<string, ScorecardsTab>> = {
  costs: 'costs',
  cost: 'costs',
  plan: 'costs',
  outcome: 'costs',
  risks: 'risks',
  risk: 'risks',
  decisions: 'decisions',
  decision: 'decisions',
};

/** The stakeholder's page of a month, and the registers that it draws on. */
export default function ScorecardsPage(): ReactElement {
  const door = useDoor();
  const tab = tabOf[door.kind ?? ''] ?? 'page';
  useFollowDoor(door.kind, door.id);
  const risks = useQuery(api.scorecards.risks.queryOptions({ input: {} }));
  const decisions = useQuery(api.scorecards.decisions.queryOptions({ input: {} }));
  const tabs = (
    <Tabs<ScorecardsTab>
      label="Scorecard and registers"
      value={tab}
      onChange={(next) => go(next === 'page' ? { place: 'scorecards' } : { place: 'scorecards', kind: next })}
      items={[
        { value: 'page', label: 'Page' },
        { value: 'costs', label: 'Costs' },
        { value: 'risks', label: 'Risks', ...(risks.data ? { count: risks.data.length } : {}) },
        { value: 'decisions', label: 'Decisions', ...(decisions.data ? { count: decisions.data.length } : {}) },
      ]}
    />
  );
  switch (tab) {
    case 'page':
      return <PageTab tabs={tabs} />;
    case 'costs':
      return <CostsTab tabs={tabs} />;
    case 'risks':
      return <RisksTab tabs={tabs} />;
    case 'decisions':
      return <DecisionsTab tabs={tabs} />;
  }
}

/** A link may name a page ("2026-10:executive") or the month of the costs. */
function useFollowDoor(kind: string | undefined, id: string | undefined): void {
  useEffect(() => {
    if (id === undefined) return;
    const { show, setCostsView } = useScorecards.getState();
    const [month = '', audience, vendorId] = id.split(':');
    if ((kind === 'page' || kind === 'costs') && monthPattern.test(month)) {
      const known = audiences.find((one) => one === audience);
      show({ month, ...(known ? { audience: known, vendorId: vendorId ?? null } : {}) });
    }
    if (kind === 'plan') setCostsView('prices');
    else if (kind === 'outcome') setCostsView('outcomes');
    else if (kind === 'cost') setCostsView('vendors');
  }, [kind, id]);
}

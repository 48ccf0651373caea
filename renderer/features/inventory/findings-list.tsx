import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';

type Finding = ApiDetail['findings'][number];

const order = { open: 0, accepted: 1, closed: 2 } as const;

/** Where answers did not keep to the contract, open ones first, each with the exchange that showed it last. */
export function FindingsList({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  const open = findings.filter((one) => one.status === 'open').length;
  const sorted = findings.toSorted((a, b) => order[a.status] - order[b.status] || b.lastSeenAt - a.lastSeenAt);
  return (
    <Section title={open === 0 ? 'Findings, none open' : open === 1 ? '1 open finding' : `${open} open findings`}>
      <ul className="inv-findings-list">
        {sorted.map((one) => (
          <li key={one.id} data-closed={one.status !== 'open' || undefined}>
            <Mark state={one.status === 'open' ? 'soon' : 'holds'} />
            <span>
              {one.title}
              <span className="faint">
                {' · '}
                {one.status === 'open' ? '' : `${one.status} · `}
                {one.hits === 1 ? 'once' : `${one.hits.toLocaleString('en-GB')} times`}, last{' '}
                <DoorLink door={{ place: 'console', kind: 'exchange', id: one.lastExchangeId }}>
                  <When at={one.lastSeenAt} />
                </DoorLink>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

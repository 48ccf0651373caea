import { useState } from 'react';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { fitsToClose } from '../../../shared/domain/inventory/finding-state.ts';
import { dayWithYear } from '../../../shared/domain/day-words.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { client } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { DoorLink } from '../../ui/door-link.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/section.tsx';
import { changeWithUndo } from '../../ui/undo-last.ts';
import { When } from '../../ui/when.tsx';
import { AcceptFindingDialog } from './accept-finding-dialog.tsx';

type Finding = ApiDetail['findings'][number];

const order = { open: 0, accepted: 1, closed: 2 } as const;

/** Where answers did not keep to the contract, open ones first, each with the exchange that showed it last. */
export function FindingsList({ findings }: { readonly findings: readonly Finding[] }) {
  const [accepting, setAccepting] = useState<Finding | null>(null);
  if (findings.length === 0) return null;
  const open = findings.filter((one) => one.status === 'open').length;
  const sorted = findings.toSorted((a, b) => order[a.status] - order[b.status] || b.lastSeenAt - a.lastSeenAt);
  const reopen = (one: Finding): void =>
    void changeWithUndo('Opened again', 'finding', one.id, () => client.inventory.reopenFinding({ id: one.id }));
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
                {one.hits === 1 ? 'once' : `${grouped(one.hits)} times`}
                {one.hits === 1 ? null : (
                  <>
                    , first <When at={one.firstSeenAt} />
                  </>
                )}
                , last{' '}
                <DoorLink door={{ place: 'console', kind: 'exchange', id: one.lastExchangeId }}>
                  <When at={one.lastSeenAt} />
                </DoorLink>
                {standingWords(one)}
              </span>
            </span>
            {one.status === 'open' ? (
              <Button small kind="quiet" aria-label={`Accept: ${one.title}`} onClick={() => setAccepting(one)}>
                Accept
              </Button>
            ) : (
              <Button small kind="quiet" aria-label={`Open again: ${one.title}`} onClick={() => reopen(one)}>
                Open again
              </Button>
            )}
          </li>
        ))}
      </ul>
      {accepting && <AcceptFindingDialog finding={accepting} onClose={() => setAccepting(null)} />}
    </Section>
  );
}

function standingWords(one: Finding): string {
  switch (one.status) {
    case 'open':
      return one.fitsInARow === 0 ? '' : ` · ${one.fitsInARow} of ${fitsToClose} answers fitted since`;
    case 'closed':
      return ` · closed, ${fitsToClose} answers fitted since`;
    case 'accepted': {
      const until = [
        one.acceptedUntil === null ? '' : dayWithYear(one.acceptedUntil),
        one.isUntilNewContract ? 'a newer contract' : '',
      ].filter(Boolean);
      return ` · accepted${one.acceptedBy === null ? '' : ` by ${one.acceptedBy}`}${until.length === 0 ? '' : ` until ${until.join(' or ')}`}${one.acceptedReason === '' ? '' : `: ${one.acceptedReason}`}`;
    }
  }
}

import { IconCalendarEvent, IconGauge, IconGitCompare, IconKey } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { EvidenceLink, Exchange } from '../../../../shared/contract/console.ts';
import { DoorLink } from '../../../ui/door-link.tsx';

const icons = { calendar: IconCalendarEvent, drift: IconGitCompare, limit: IconGauge, credential: IconKey } as const satisfies Record<
  EvidenceLink['kind'],
  unknown
>;

/** Where the evidence of an exchange went. */
export function ExchangeFooter({ exchange }: { readonly exchange: Exchange }): ReactElement {
  return (
    <footer className="con-footer">
      <span className="faint">{exchange.updated.length > 0 ? 'This exchange updated' : 'This exchange updated nothing else'}</span>
      {exchange.updated.map((link) => {
        const Icon = icons[link.kind];
        return (
          <span key={`${link.kind} ${link.words}`}>
            <Icon size={16} stroke={1.6} aria-hidden="true" />
            <DoorLink door={link.door}>{link.words}</DoorLink>
          </span>
        );
      })}
    </footer>
  );
}

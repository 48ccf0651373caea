import { IconAlertTriangle, IconArrowsExchange, IconFileCode, IconGauge, IconGitCompare, IconHistory } from '@tabler/icons-react';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { When } from '../../ui/when.tsx';

type EvidenceLine = ApiDetail['evidence'][number];

const icons = {
  header: IconArrowsExchange,
  contract: IconFileCode,
  drift: IconGitCompare,
  limit: IconGauge,
  failure: IconAlertTriangle,
  change: IconHistory,
} as const satisfies Record<EvidenceLine['kind'], unknown>;

/** What was seen about an API, each line a door to the record that shows it. */
export function EvidenceLines({ lines }: { readonly lines: readonly EvidenceLine[] }) {
  return (
    <ul className="inv-evidence">
      {lines.map((line, index) => {
        const Icon = icons[line.kind];
        return (
          <li key={index}>
            <Icon size={16} stroke={1.6} aria-hidden="true" />
            <span className="ellipsis">
              <DoorLink door={line.door}>{line.words}</DoorLink>
            </span>
            <span className="faint">
              <When at={line.at} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

import type { ReactElement } from 'react';
import { DoorLink } from '../../ui/door-link.tsx';
import { NotBuilt } from '../../ui/not-built.tsx';

/** What Scorecards will hold, until they do. */
export default function ScorecardsPage(): ReactElement {
  return (
    <NotBuilt
      name="Scorecards"
      willHold="This place will hold the stakeholder’s one page for a period: which promises were kept, what is at risk, what it costs and what it is worth, every figure leading back to its evidence."
      meanwhile={
        <>
          The figures for the last 30 days are on <DoorLink door={{ place: 'today' }}>Today</DoorLink>.
        </>
      }
    />
  );
}

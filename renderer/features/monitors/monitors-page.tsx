import type { ReactElement } from 'react';
import { DoorLink } from '../../ui/door-link.tsx';
import { NotBuilt } from '../../ui/not-built.tsx';

/** What Monitors will hold, until they do. */
export default function MonitorsPage(): ReactElement {
  return (
    <NotBuilt
      name="Monitors"
      willHold="This place will hold scheduled checks of what you depend on, each outcome up, degraded, down or no data, and the incidents that they begin."
      meanwhile={
        <>
          How your APIs answered the calls you sent is on <DoorLink door={{ place: 'today' }}>Today</DoorLink>.
        </>
      }
    />
  );
}

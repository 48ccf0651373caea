import type { ReactElement } from 'react';
import { DoorLink } from '../../ui/door-link.tsx';
import { NotBuilt } from '../../ui/not-built.tsx';

/** What Runbooks will hold, until they do. */
export default function RunbooksPage(): ReactElement {
  return (
    <NotBuilt
      name="Runbooks"
      willHold="This place will hold steps that the next person can follow, and every run of them with its answers and artifacts."
      meanwhile={
        <>
          What to do about an API that fails can stand in its notes: see <DoorLink door={{ place: 'inventory' }}>Inventory</DoorLink>.
        </>
      }
    />
  );
}

import type { ReactElement } from 'react';
import { DoorLink } from '../../ui/door-link.tsx';
import { NotBuilt } from '../../ui/not-built.tsx';

/** What Mappings will hold, until they do. */
export default function MappingsPage(): ReactElement {
  return (
    <NotBuilt
      name="Mappings"
      willHold="This place will hold how the fields of one system become the fields of another, in revisions that a steward has agreed to, with what changes between them."
      meanwhile={
        <>
          The fields that an API knows are in its contract: see <DoorLink door={{ place: 'inventory' }}>Inventory</DoorLink>.
        </>
      }
    />
  );
}

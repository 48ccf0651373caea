import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApiDetail } from '../../../shared/contract/inventory.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { DependencyDialog } from './dependency-dialog.tsx';
import { DependencyList, type ShownLink } from './dependency-list.tsx';
import { DependencyPicture } from './dependency-picture.tsx';
import { mapTitle } from './inventory-words.ts';

/** What depends on the API: the picture, and each link with its impact and fallback. */
export function ApiDependencies({ detail }: { readonly detail: ApiDetail }) {
  const [editing, setEditing] = useState<ShownLink | 'new' | null>(null);
  const { api, dependencies } = detail;
  const links = dependencies.map((one): ShownLink => ({
    ...one,
    otherName: one.processName,
    otherDoor: { place: 'inventory', kind: 'process', id: one.processId },
  }));
  return (
    <Section
      title={mapTitle(dependencies)}
      right={
        <Button small kind="quiet" icon={<IconPlus size={14} stroke={1.6} />} onClick={() => setEditing('new')}>
          Link
        </Button>
      }
    >
      {links.length === 0 ? (
        <p className="inv-note">
          A link says what stops in the business when this API fails, and what takes over. Until it has one, it counts as not linked.
        </p>
      ) : (
        <>
          <DependencyPicture detail={detail} />
          <DependencyList links={links} onEdit={setEditing} />
        </>
      )}
      {editing ? (
        <DependencyDialog
          end={{ apiId: api.id, name: `${api.vendorName} ${api.name}` }}
          link={editing === 'new' ? null : editing}
          taken={dependencies.map(({ processId }) => processId)}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';

const shown = 6;

/** Who changed the credential, newest first; rotations are among them. */
export function CredentialHistory({ id }: { readonly id: string }) {
  const history = useQuery(api.activity.list.queryOptions({ input: { entity: 'credential', entityId: id, limit: shown } }));
  if (!history.data || history.data.total === 0) return null;
  return (
    <Section
      title="History"
      right={
        history.data.total > shown ? (
          <DoorLink door={{ place: 'activity', kind: 'credential', id }}>All {history.data.total}</DoorLink>
        ) : undefined
      }
    >
      <ol className="cred-history">
        {history.data.entries.map((one) => (
          <li key={one.seq}>
            <span>{one.summary}</span>
            <span className="faint">
              {one.actor} · <When at={one.at} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

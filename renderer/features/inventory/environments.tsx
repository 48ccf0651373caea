import { IconPencil, IconPlus, IconTerminal2, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApiDetail, Endpoint, Environment } from '../../../shared/contract/inventory.ts';
import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { confirm } from '../../ui/confirm.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Section } from '../../ui/section.tsx';
import { EnvironmentForm } from './environment-form.tsx';
import { changeWithUndo } from '../../ui/undo-last.ts';
import './environments.css';

interface EnvironmentsProps {
  readonly detail: ApiDetail;
  readonly endpoints: readonly Endpoint[];
}

/** Where the API is called: each environment with its address, its credential and the way into the console. */
export function Environments({ detail, endpoints }: EnvironmentsProps) {
  const [editing, setEditing] = useState<Environment | 'new' | null>(null);
  const first = endpoints.find((one) => one.sideEffect === 'read' && !one.isDeprecated) ?? endpoints[0];

  return (
    <Section
      title="Environments"
      right={
        <Button small kind="quiet" icon={<IconPlus size={14} stroke={1.6} />} onClick={() => setEditing('new')}>
          Add
        </Button>
      }
    >
      {detail.environments.length === 0 ? (
        <p className="inv-note">An environment is a base URL to call, such as a sandbox. Add one to send calls from the console.</p>
      ) : (
        <ul className="inv-environments">
          {detail.environments.map((one) => (
            <li key={one.id}>
              <div className="inv-environment-words">
                <span className="inv-environment-name">
                  <b>{one.name}</b>
                  {one.kind === 'other' || one.kind === one.name.toLowerCase() ? null : <Chip tone="line">{one.kind}</Chip>}
                  {one.kind === 'production' ? <Chip tone="neutral">guarded</Chip> : null}
                </span>
                <code className="ellipsis" title={one.baseUrl}>
                  {one.baseUrl}
                </code>
                <span className="faint">
                  {one.credentialId && one.credentialName ? (
                    <DoorLink door={{ place: 'credentials', kind: 'credential', id: one.credentialId }}>{one.credentialName}</DoorLink>
                  ) : (
                    <button type="button" className="inv-inline" onClick={() => setEditing(one)}>
                      no credential, bind one
                    </button>
                  )}
                </span>
              </div>
              <div className="inv-row-actions">
                {first ? (
                  <Button
                    small
                    kind="quiet"
                    aria-label={`Open ${one.name} in the console`}
                    title="Open in the console"
                    icon={<IconTerminal2 size={16} stroke={1.6} />}
                    onClick={() => go({ place: 'console', kind: 'endpoint', id: first.id })}
                  />
                ) : null}
                <Button
                  small
                  kind="quiet"
                  aria-label={`Edit ${one.name}`}
                  title="Edit"
                  icon={<IconPencil size={16} stroke={1.6} />}
                  onClick={() => setEditing(one)}
                />
                <Button
                  small
                  kind="quiet"
                  aria-label={`Remove ${one.name}`}
                  title="Remove"
                  icon={<IconTrash size={16} stroke={1.6} />}
                  onClick={() => void remove(one)}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
      {editing === null ? null : (
        <EnvironmentForm detail={detail} environment={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Section>
  );
}

/** Removes an environment once a person has read what goes with it. */
async function remove(environment: Environment): Promise<void> {
  const isSure = await confirm({
    title: `Remove the environment ${environment.name}`,
    consequence: `Calls to ${environment.baseUrl} can no longer be sent from the console. Exchanges already made stay in the history; the credential stays and is no longer bound here.`,
    action: 'Remove environment',
    danger: true,
  });
  if (!isSure) return;
  await changeWithUndo(`${environment.name} removed`, 'environment', environment.id, () =>
    client.inventory.removeEnvironment({ id: environment.id }),
  );
}

import { Checkbox } from '@mantine/core';
import type { VendorEnvironments } from './use-vendor-environments.ts';

interface EnvironmentChoiceProps {
  readonly environments: VendorEnvironments['environments'];
  readonly chosen: readonly string[];
  /** The credential that is edited; environments bound to another one say so. */
  readonly ownId: string | null;
  readonly onChange: (ids: readonly string[]) => void;
}

/** Which environments send this credential. */
export function EnvironmentChoice({ environments, chosen, ownId, onChange }: EnvironmentChoiceProps) {
  const toggle = (id: string, isOn: boolean): void => onChange(isOn ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <fieldset className="cred-environments">
      <legend>Environments that send it</legend>
      {environments.length === 0 ? (
        <p className="cred-note">This vendor has no environment yet. Add one in the inventory, then bind it here.</p>
      ) : null}
      {environments.map((one) => (
        <Checkbox
          key={one.id}
          size="sm"
          checked={chosen.includes(one.id)}
          onChange={(event) => toggle(one.id, event.currentTarget.checked)}
          label={`${one.vendorName} ${one.apiName}, ${one.name}`}
          description={
            one.credentialId !== null && one.credentialId !== ownId && chosen.includes(one.id)
              ? `${one.baseUrl} · takes the place of ${one.credentialName ?? 'another credential'}`
              : one.baseUrl
          }
        />
      ))}
    </fieldset>
  );
}

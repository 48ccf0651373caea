import { IconBraces, IconFlask, IconLock, IconWorld } from '@tabler/icons-react';
import { useId, type ReactElement } from 'react';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { SelectField } from '../../../ui/select-field.tsx';

const icons = { sandbox: IconFlask, production: IconLock, other: IconWorld } as const;
/** More than this many do not fit side by side. */
const most = 3;

export interface EnvironmentSwitchProps {
  readonly environments: readonly Environment[];
  readonly value: string | null;
  /** Whether sending there asks for its name first. */
  readonly isGuarded: (environment: Environment) => boolean;
  readonly onChange: (environmentId: string) => void;
  readonly onOpenVariables: () => void;
}

/** Where the request goes. Stands directly above Send. */
export function EnvironmentSwitch({
  environments,
  value,
  isGuarded,
  onChange,
  onOpenVariables,
}: EnvironmentSwitchProps): ReactElement | null {
  const group = useId();
  if (environments.length === 0) return null;
  if (environments.length > most) {
    const items = environments.map((one) => ({ value: one.id, label: isGuarded(one) ? `${one.name}, guarded` : one.name }));
    return (
      <>
        <Values onOpen={onOpenVariables} />
        <SelectField label="Environment" value={value} onChange={(id) => id && onChange(id)} items={items} />
      </>
    );
  }
  return (
    <>
      <Values onOpen={onOpenVariables} />
      <div className="con-env" role="radiogroup" aria-label="Environment">
        {environments.map((one) => {
          const Icon = icons[one.kind];
          return (
            <label key={one.id} title={`${one.name}, ${one.baseUrl}`} data-on={one.id === value || undefined} data-kind={one.kind}>
              <input type="radio" className="visually-hidden" name={group} checked={one.id === value} onChange={() => onChange(one.id)} />
              <Icon size={16} stroke={1.6} aria-hidden="true" />
              <span className="ellipsis">{one.name}</span>
              {isGuarded(one) && <em>guarded</em>}
            </label>
          );
        })}
      </div>
    </>
  );
}

function Values({ onOpen }: { readonly onOpen: () => void }): ReactElement {
  return (
    <IconButton of={IconBraces} words="Values of this environment" hint="Values of this environment, for {{names}}" onClick={onOpen} />
  );
}

import type { ReactElement } from 'react';
import type { TransferHome, TransferPlan } from '../../../../shared/contract/transfer.ts';
import { grouped } from '../../../../shared/domain/grouped.ts';
import { Chip } from '../../../ui/chip.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { toggled, type PlanChoice } from './plan-choice.ts';

export interface PlanHomesProps {
  readonly plan: TransferPlan;
  readonly choice: PlanChoice;
  readonly onChoice: (choice: PlanChoice) => void;
}

/** Where the requests go: APIs that are known, APIs that are made with names to correct, and the credentials that can be kept. */
export function PlanHomes({ plan, choice, onChoice }: PlanHomesProps): ReactElement | null {
  if (plan.homes.length === 0) return null;
  return (
    <div className="trf-homes">
      {plan.homes.map((home) => (
        <div key={home.key} className="trf-home">
          {home.apiId === null ? (
            <NewHome home={home} choice={choice} onChoice={onChoice} />
          ) : (
            <p>
              <b>
                {home.vendorName} {home.apiName}
              </b>
              <span className="faint"> · {requestWords(home.requests)}</span>
            </p>
          )}
          <ul className="trf-environments">
            {home.environments.map((one) => (
              <li key={one.key}>
                <span>{one.name}</span> <code className="ellipsis">{one.baseUrl}</code>
                {one.isNew ? <Chip tone="line">new</Chip> : null}
                {one.kind === 'production' ? <Chip tone="neutral">guarded</Chip> : null}
                {one.values.length === 0 ? null : (
                  <Chip tone="line" title={one.values.join(', ')}>
                    {one.values.length === 1 ? '1 value' : `${one.values.length} values`}
                  </Chip>
                )}
              </li>
            ))}
          </ul>
          {plan.credentials
            .filter(({ homeKey }) => homeKey === home.key)
            .map((one) => (
              <label key={one.key} className="trf-check">
                <input
                  type="checkbox"
                  checked={choice.credentials.has(one.key)}
                  onChange={() => onChoice({ ...choice, credentials: toggled(choice.credentials, one.key) })}
                />
                <span>
                  Keep “{one.name}” as a credential{' '}
                  <span className="faint">
                    · {one.words}. Ticked, its secret goes into the keychain. Otherwise it is thrown away, and the calls leave without it.
                  </span>
                </span>
              </label>
            ))}
        </div>
      ))}
    </div>
  );
}

function NewHome({ home, choice, onChoice }: { readonly home: TransferHome } & Pick<PlanHomesProps, 'choice' | 'onChoice'>): ReactElement {
  const names = choice.names[home.key] ?? { vendorName: home.vendorName, apiName: home.apiName };
  const rename = (patch: Partial<typeof names>): void =>
    onChoice({ ...choice, names: { ...choice.names, [home.key]: { ...names, ...patch } } });
  return (
    <div className="trf-names">
      <TextField
        label="Vendor"
        value={names.vendorName}
        onChange={(vendorName) => rename({ vendorName })}
        error={names.vendorName.trim() === '' ? 'Give the vendor a name.' : null}
      />
      <TextField
        label="API"
        value={names.apiName}
        onChange={(apiName) => rename({ apiName })}
        error={names.apiName.trim() === '' ? 'Give the API a name.' : null}
      />
      <p className="faint">
        No API of the inventory has this address: it is added with {requestWords(home.requests)}.
        {home.isVendorKnown ? ' The vendor is known.' : ''}
      </p>
    </div>
  );
}

const requestWords = (count: number): string => (count === 1 ? '1 request' : `${grouped(count)} requests`);

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import { ruleFor } from '../../../shared/domain/mappings/suggest-rules.ts';
import { api } from '../../app/client.ts';
import { EditedInPlace } from '../../ui/edited-in-place.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { emptyRule, saveRule } from './edit-mapping.ts';
import { GoldenFailure } from './golden-failure.tsx';
import { Pick } from './pick.tsx';
import { RuleSteps } from './rule-steps.tsx';
import { RuleVersions } from './rule-versions.tsx';
import { useMappingsStore } from './mappings-store.ts';
import './rule-aside.css';

interface RuleAsideProps {
  readonly detail: MappingDetail;
  readonly field: string;
  readonly row: number;
}

/** The rule of one destination field in words, each step with what it makes of a real row and of a golden sample. */
export function RuleAside({ detail, field, row }: RuleAsideProps): ReactElement {
  const open = useMappingsStore((state) => state.open);
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const destination = detail.spec.destination.fields.find(({ name }) => name === field);
  const rule = detail.spec.rules[field];
  const failing = detail.goldens.find(({ failures }) => failures.some((failure) => failure.field === field)) ?? null;
  const golden = failing ?? detail.goldens.find(({ failures }) => failures.length > 0) ?? detail.goldens[0] ?? null;
  if (!destination) return <aside className="map-aside" aria-label="Rule" />;
  const steward = people.data?.find(({ id }) => id === destination.stewardId)?.name;
  return (
    <aside className="map-aside" aria-label={`Rule of ${field}`} id="map-rule" tabIndex={-1}>
      <div className="map-blk">
        <div className="map-ttl">
          <h2>
            <code>{field}</code>
          </h2>
          <Chip tone="line">
            {destination.type}
            {destination.isRequired ? ', required' : ''}
          </Chip>
          <EditedInPlace>
            <button type="button" className="map-door o" onClick={() => open('field')}>
              {steward ? `Steward ${steward}` : 'Set a steward'}
            </button>
          </EditedInPlace>
        </div>
        <p>{destination.definition || 'Nobody has defined what this field means yet.'}</p>
      </div>
      <EditedInPlace>
        {rule ? (
          <RuleSteps detail={detail} field={field} rule={rule} row={row} golden={golden} />
        ) : (
          <NoRule detail={detail} field={field} />
        )}
      </EditedInPlace>
      {failing ? <GoldenFailure detail={detail} golden={failing} field={field} /> : null}
      <RuleVersions detail={detail} field={field} />
    </aside>
  );
}

/** The first rule of a field: take it from a source field, or write the same in every row. */
function NoRule({ detail, field }: { readonly detail: MappingDetail; readonly field: string }): ReactElement {
  const destination = detail.spec.destination.fields.find(({ name }) => name === field);
  if (!destination) return <div />;
  const take = (path: string): void => {
    const source = detail.sourceFields.find((one) => one.path === path);
    const currency = detail.sourceFields.find((one) => /currency/i.test(one.path));
    if (source) void saveRule(detail.id, field, ruleFor(destination, source, currency?.path ?? null, 'UTC'));
  };
  return (
    <div className="map-blk">
      <h3>No rule yet</h3>
      <p className="map-note">
        {destination.isRequired ? 'The field is required: without a rule no row is written.' : 'Without a rule every row has null here.'}
      </p>
      <div className="map-inline">
        Take{' '}
        <Pick
          label="Source field to take"
          value=""
          items={[{ value: '', label: 'a source field' }, ...detail.sourceFields.map(({ path }) => ({ value: path, label: path }))]}
          onChange={take}
        />
        or
        <Button
          small
          onClick={() =>
            void saveRule(detail.id, field, {
              ...emptyRule(destination.isRequired),
              steps: [{ do: 'constant', value: destination.type === 'text' ? field : 0 }],
            })
          }
        >
          Write a constant
        </Button>
      </div>
    </div>
  );
}

import { useReadOnly } from '../../ui/read-only.ts';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent, ReactElement } from 'react';
import type { MappingDetail } from '../../../shared/contract/mappings.ts';
import { api } from '../../app/client.ts';
import { percentText } from './mapping-words.ts';
import { useMappingsStore } from './mappings-store.ts';

/** The destination fields; arrows move between them. */
export function DestinationRows({ detail, field }: { readonly detail: MappingDetail; readonly field: string }): ReactElement {
  const isReadOnly = useReadOnly();
  const { choose, open } = useMappingsStore();
  const people = useQuery(api.inventory.people.queryOptions({ input: {} }));
  const { fields, name } = detail.spec.destination;
  const failing = new Set(detail.goldens.flatMap(({ failures }) => failures.map((failure) => failure.field)));
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = by === 0 ? undefined : fields[fields.findIndex((one) => one.name === field) + by];
    if (!next) return;
    event.preventDefault();
    choose(detail.id, next.name);
    document.getElementById(`map-field-${next.name}`)?.focus();
  };
  return (
    <section className="map-dst" aria-label="Destination fields">
      <div className="map-hd">
        <h2 className="ellipsis">{name}</h2>
        <span className="map-legend" aria-hidden="true">
          <i className="q" />
          rule
          <i className="ln" />
          copy
          <i className="cn" />
          constant
        </span>
      </div>
      <div className="map-cap" aria-hidden="true">
        <span>Destination</span>
        <span>Type</span>
        <span>Sample</span>
        <span>Null</span>
        <span>Steward</span>
      </div>
      <div role="listbox" aria-label="Destination fields" tabIndex={-1} onKeyDown={onKeyDown}>
        {fields.map((one) => {
          const shown = detail.outputFields.find((output) => output.name === one.name);
          const hasRule = Object.hasOwn(detail.spec.rules, one.name);
          const isOn = one.name === field;
          return (
            <div
              key={one.name}
              id={`map-field-${one.name}`}
              role="option"
              aria-selected={isOn}
              tabIndex={isOn ? 0 : -1}
              className={`map-f ${isOn ? 'on' : ''} ${hasRule ? '' : 'un'}`}
              title={one.definition}
              onClick={() => choose(detail.id, one.name)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' || event.key === ' ') document.getElementById('map-rule')?.focus();
              }}
            >
              <code className={failing.has(one.name) ? 'bad' : ''}>
                <span className="ellipsis">{one.name}</span>
              </code>
              <span className="ty">{one.type}</span>
              <span className="sm">{hasRule ? shown?.sample : 'no rule'}</span>
              <span className="nu">{shown ? percentText(shown.empty) : ''}</span>
              <span className="ow ellipsis">{people.data?.find(({ id }) => id === one.stewardId)?.name ?? '–'}</span>
            </div>
          );
        })}
      </div>
      {isReadOnly ? null : (
        <button type="button" className="map-add" onClick={() => open('new field')}>
          <IconPlus size={14} stroke={1.6} aria-hidden="true" />
          Add field
        </button>
      )}
    </section>
  );
}

import { skipToken, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../app/client.ts';
import { SelectField } from '../../ui/select-field.tsx';

interface Subject {
  readonly vendorId: string | null;
  readonly apiId: string | null;
  readonly endpointId: string | null;
}

/** What a date is about: a vendor, one of its APIs, one endpoint of that. The narrower sets the wider. */
export function SubjectFields({ value, onChange }: { readonly value: Subject; readonly onChange: (value: Subject) => void }): ReactElement {
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: {} }));
  const apis = useQuery(api.inventory.list.queryOptions({ input: { text: '', view: 'all' } }));
  const endpoints = useQuery(api.inventory.endpoints.queryOptions({ input: value.apiId === null ? skipToken : { apiId: value.apiId } }));
  const ofVendor = (apis.data ?? []).filter((row) => value.vendorId === null || row.vendorId === value.vendorId);
  return (
    <>
      <SelectField
        label="Vendor"
        value={value.vendorId}
        onChange={(vendorId) => onChange({ vendorId, apiId: null, endpointId: null })}
        items={(vendors.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        placeholder="None, it is ours"
        searchable
        clearable
      />
      <SelectField
        label="API"
        value={value.apiId}
        onChange={(apiId) =>
          onChange({ vendorId: ofVendor.find((row) => row.id === apiId)?.vendorId ?? value.vendorId, apiId, endpointId: null })
        }
        items={ofVendor.map((row) => ({ value: row.id, label: `${row.vendorName} ${row.name} ${row.version}`.trim() }))}
        placeholder="All of them"
        reason="Its calls show how much the date would hit."
        searchable
        clearable
      />
      {value.apiId !== null && (
        <SelectField
          label="Endpoint"
          value={value.endpointId}
          onChange={(endpointId) => onChange({ ...value, endpointId })}
          items={(endpoints.data ?? []).map(({ id, method, path }) => ({ value: id, label: `${method} ${path}` }))}
          placeholder="The whole API"
          searchable
          clearable
        />
      )}
    </>
  );
}

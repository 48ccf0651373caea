import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Credential } from '../../../shared/contract/credentials.ts';
import { api } from '../../app/client.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { draftProblems } from './credential-draft.ts';
import type { CredentialDraft, DraftField } from './credential-draft.ts';
import { hostsOf, kindWords, schemeSuggestion } from './credential-words.ts';
import { DateField } from '../../ui/date-field.tsx';
import { EnvironmentChoice } from './environment-choice.tsx';
import { OauthFields } from './oauth-fields.tsx';
import type { VendorEnvironments } from './use-vendor-environments.ts';

const kinds = [
  'api_key',
  'bearer',
  'basic',
  'oauth2_client_credentials',
  'signing_secret',
] as const satisfies readonly Credential['kind'][];

interface CredentialFieldsProps {
  readonly draft: CredentialDraft;
  readonly choices: VendorEnvironments;
  readonly ownId: string | null;
  /** Shows every problem, also of fields that nobody has left yet. */
  readonly isTried: boolean;
  /** The secret's own field, when one is asked for. */
  readonly secretField?: ReactNode;
  readonly onChange: (draft: CredentialDraft) => void;
}

/** The form's fields from top to bottom: whose it is, what it is, how it is sent, where to, until when. */
export function CredentialFields({ draft, choices, ownId, isTried, secretField, onChange }: CredentialFieldsProps) {
  const vendors = useQuery(api.inventory.vendors.queryOptions({ input: {} }));
  const [left, setLeft] = useState<ReadonlySet<DraftField>>(new Set());
  const problems = draftProblems(draft);
  const error = (field: DraftField): string | null => (isTried || left.has(field) ? problems[field] : null);
  const leave = (field: DraftField) => () => setLeft(new Set([...left, field]));
  const set = (change: Partial<CredentialDraft>): void => onChange({ ...draft, ...change });

  const isSigning = draft.kind === 'signing_secret';
  const bound = choices.environments.filter((one) => draft.environmentIds.includes(one.id));
  const defaultHosts = hostsOf(bound.map((one) => one.baseUrl));
  const vendorName = vendors.data?.find((one) => one.id === draft.vendorId)?.name;

  /** The contract of the API that is bound first says what kind it is and which header it goes into. */
  const bind = (environmentIds: readonly string[]): void => {
    const first = choices.environments.find((one) => environmentIds.includes(one.id));
    const suggestion = first ? schemeSuggestion(choices.authSchemesOf.get(first.apiId) ?? []) : null;
    const isUntouched = ownId === null && draft.placementName === '' && draft.username === '';
    set({
      environmentIds,
      ...(isUntouched && suggestion
        ? { kind: suggestion.kind, placementIn: suggestion.placement?.in ?? 'header', placementName: suggestion.placement?.name ?? '' }
        : {}),
      ...(draft.name === '' && first ? { name: `${first.vendorName} ${first.name}` } : {}),
      ...(draft.vendorId === null && first ? { vendorId: vendors.data?.find((one) => one.name === first.vendorName)?.id ?? null } : {}),
    });
  };

  return (
    <>
      <SelectField
        label="Vendor"
        value={draft.vendorId}
        items={(vendors.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
        searchable
        clearable
        placeholder="Any vendor"
        onChange={(vendorId) => set({ vendorId, environmentIds: vendorId === draft.vendorId ? draft.environmentIds : [] })}
      />
      {isSigning ? null : draft.vendorId === null && choices.environments.length > 12 ? (
        <p className="cred-note">Choose the vendor to bind the credential to its environments.</p>
      ) : (
        <EnvironmentChoice environments={choices.environments} chosen={draft.environmentIds} ownId={ownId} onChange={bind} />
      )}
      <div className="cred-kind">
        <span className="cred-label" aria-hidden="true">
          Kind
        </span>
        <Segments<Credential['kind']>
          label="Kind"
          isWide
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          items={kinds.map((value) => ({ value, label: kindWords[value] }))}
        />
      </div>
      {isSigning ? <p className="cred-note">It verifies webhooks and is in no request. Choose it at a webhook endpoint.</p> : null}
      <TextField
        label="Name"
        value={draft.name}
        onChange={(name) => set({ name })}
        onBlur={leave('name')}
        error={error('name')}
        placeholder={`${vendorName ?? (isSigning ? 'GitHub' : 'Adyen')} ${isSigning ? 'signing secret' : 'test'}`}
        reason="The secret itself never stands here."
      />
      {draft.kind === 'api_key' ? (
        <>
          <SelectField
            label="Goes into"
            value={draft.placementIn}
            items={[
              { value: 'header', label: 'A header' },
              { value: 'query', label: 'A query parameter' },
            ]}
            onChange={(placementIn) => set({ placementIn: placementIn ?? 'header' })}
          />
          <TextField
            label={draft.placementIn === 'header' ? 'Header' : 'Parameter'}
            value={draft.placementName}
            onChange={(placementName) => set({ placementName })}
            onBlur={leave('placementName')}
            error={error('placementName')}
            placeholder={draft.placementIn === 'header' ? 'X-API-Key' : 'api_key'}
            mono
            reason="As the API’s documentation names it; filled in from the contract when it says so."
          />
        </>
      ) : null}
      {draft.kind === 'basic' ? (
        <TextField
          label="User"
          value={draft.username}
          onChange={(username) => set({ username })}
          onBlur={leave('username')}
          error={error('username')}
        />
      ) : null}
      {draft.kind === 'oauth2_client_credentials' ? <OauthFields draft={draft} error={error} leave={leave} set={set} /> : null}
      {secretField}
      {isSigning ? null : (
        <TextField
          label="Hosts it may be sent to"
          value={draft.hosts ?? defaultHosts.join(', ')}
          onChange={(hosts) => set({ hosts })}
          mono
          placeholder="checkout-test.adyen.com"
          reason="Never sent anywhere else, not even when a server redirects. Empty: the hosts of its environments."
        />
      )}
      <NumberField
        label="Replace it every"
        value={draft.rotationDays}
        onChange={(rotationDays) => set({ rotationDays })}
        onBlur={leave('rotationDays')}
        error={error('rotationDays')}
        suffix=" days"
        reason="Counts from when it was stored. Empty: no policy."
      />
      <DateField
        label="Expires on"
        value={draft.expires}
        onChange={(expires) => set({ expires })}
        reason="When the vendor ends it by itself. It goes on the calendar."
      />
      <TextField
        label="Vendor’s page for it"
        value={draft.manageUrl}
        onChange={(manageUrl) => set({ manageUrl })}
        onBlur={leave('manageUrl')}
        error={error('manageUrl')}
        placeholder="https://"
        reason="Where it is made and ended; a rotation leads there."
      />
      <TextArea
        label="Notes"
        value={draft.notes}
        onChange={(notes) => set({ notes })}
        reason="Where it is made at the vendor, who may make one."
      />
    </>
  );
}

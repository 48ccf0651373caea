import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { CredentialDraft, DraftField } from './credential-draft.ts';

interface OauthFieldsProps {
  readonly draft: CredentialDraft;
  readonly error: (field: DraftField) => string | null;
  readonly leave: (field: DraftField) => () => void;
  readonly set: (change: Partial<CredentialDraft>) => void;
}

/** What OAuth 2.0 client credentials need: who asks for a token, where, and for what. */
export function OauthFields({ draft, error, leave, set }: OauthFieldsProps) {
  const isIssuer = draft.tokenFrom === 'issuer';
  return (
    <>
      <TextField
        label="Client ID"
        value={draft.username}
        onChange={(username) => set({ username })}
        onBlur={leave('username')}
        error={error('username')}
        mono
      />
      <SelectField
        label="Tokens come from"
        value={draft.tokenFrom}
        items={[
          { value: 'token', label: 'A token address' },
          { value: 'issuer', label: 'An issuer that names it' },
        ]}
        onChange={(tokenFrom) => set({ tokenFrom: tokenFrom ?? 'token' })}
      />
      <TextField
        label={isIssuer ? 'Issuer' : 'Token address'}
        value={draft.tokenAddress}
        onChange={(tokenAddress) => set({ tokenAddress })}
        onBlur={leave('tokenAddress')}
        error={error('tokenAddress')}
        mono
        placeholder={isIssuer ? 'https://login.example.com' : 'https://api-m.paypal.com/v1/oauth2/token'}
        reason="The client secret goes to this host and nowhere else."
      />
      <TextField
        label="Scopes"
        value={draft.scopes}
        onChange={(scopes) => set({ scopes })}
        mono
        reason="With spaces between them. Empty: what the vendor gives by itself."
      />
      <TextField
        label="Audience"
        value={draft.audience}
        onChange={(audience) => set({ audience })}
        mono
        reason="Only where the vendor asks for it."
      />
      <SelectField
        label="The client proves itself"
        value={draft.authMethod}
        items={[
          { value: 'client_secret_basic', label: 'In the Authorization header' },
          { value: 'client_secret_post', label: 'In the body' },
        ]}
        onChange={(authMethod) => set({ authMethod: authMethod ?? 'client_secret_basic' })}
      />
    </>
  );
}

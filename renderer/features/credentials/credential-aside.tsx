import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Credential } from '../../../shared/contract/credentials.ts';
import { api, client } from '../../app/client.ts';
import { sayFailed } from '../../ui/say-failed.ts';
import { go } from '../../app/navigate.ts';
import { Button } from '../../ui/button.tsx';
import { confirm } from '../../ui/confirm.ts';
import { DoorLink } from '../../ui/door-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatCount } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/section.tsx';
import { toast } from '../../ui/toast.ts';
import { When } from '../../ui/when.tsx';
import { AgeBar } from './age-bar.tsx';
import { CredentialHistory } from './credential-history.tsx';
import { SecretPlace } from './credential-table.tsx';
import { kindWords, placementWords } from './credential-words.ts';
import { TokenLine } from './token-line.tsx';

interface CredentialAsideProps {
  readonly credential: Credential;
  readonly secretWords: string;
  readonly onRotate: () => void;
  readonly onEnter: () => void;
  readonly onEdit: () => void;
  /** Left out where the acting person may not. */
  readonly onReveal: (() => void) | null;
}

/** A credential's detail: what matters now and its button, then the facts. The secret is shown only after an act of its own. */
export function CredentialAside({ credential, secretWords, onRotate, onEnter, onEdit, onReveal }: CredentialAsideProps) {
  const isMissing = credential.secretState === 'missing';
  const isRotating = credential.openRotationId !== null;
  const isSigning = credential.kind === 'signing_secret';
  const hosts = credential.allowedHosts;
  const facts: [string, ReactNode][] = [
    ['Kind', kindWords[credential.kind]],
    ['Goes to', placementWords(credential)],
    [
      'Only to',
      hosts.length === 0 ? (
        <span key="hosts" className="faint">
          the hosts of its environments
        </span>
      ) : (
        <span key="hosts" className="cred-hosts">
          {hosts.map((host) => (
            <code key={host}>{host}</code>
          ))}
        </span>
      ),
    ],
    ['Secret', <SecretPlace key="secret" state={credential.secretState} />],
    ['Age', <AgeBar key="age" credential={credential} />],
    [
      'Expires',
      credential.expiresAt === null ? (
        <span key="expires" className="faint">
          no date known
        </span>
      ) : (
        <DoorLink key="expires" door={{ place: 'calendar' }}>
          <When at={credential.expiresAt} precision="day" />
        </DoorLink>
      ),
    ],
    [
      'Used',
      credential.lastUsedAt === null ? (
        <span key="used" className="faint">
          never
        </span>
      ) : (
        <span key="used">
          <DoorLink door={{ place: 'console', kind: 'history-credential', id: credential.id }}>
            <When at={credential.lastUsedAt} />
          </DoorLink>
          <span className="faint"> · {credential.calls30d === 1 ? '1 call' : `${formatCount(credential.calls30d)} calls`} in 30 days</span>
        </span>
      ),
    ],
  ];
  if (credential.kind === 'oauth2_client_credentials' && credential.oauth !== null) {
    facts.splice(
      2,
      0,
      ['Client', <code key="client">{credential.username}</code>],
      ['Tokens from', <code key="from">{credential.oauth.tokenUrl ?? credential.oauth.issuer}</code>],
      [
        'Scopes',
        credential.oauth.scopes.length === 0 ? 'what the vendor gives' : <code key="scopes">{credential.oauth.scopes.join(' ')}</code>,
      ],
    );
  }
  if (credential.vendorId !== null && credential.vendorName !== null) {
    facts.unshift([
      'Vendor',
      <DoorLink key="vendor" door={{ place: 'inventory', kind: 'vendor', id: credential.vendorId }}>
        {credential.vendorName}
      </DoorLink>,
    ]);
  }
  return (
    <>
      <section className="cred-now" data-state={credential.standing.state} aria-label="What matters now">
        <h3>
          <Mark state={credential.standing.state} />
          {nowTitle(credential)}
        </h3>
        <p>{nowReason(credential)}</p>
        <div className="cred-run-buttons">
          {isMissing ? (
            <Button small kind="primary" onClick={onEnter}>
              Enter the secret
            </Button>
          ) : null}
          {isMissing && !isRotating ? null : (
            <Button
              small
              kind={!isMissing && (isRotating || credential.standing.state !== 'holds') ? 'primary' : 'default'}
              onClick={onRotate}
            >
              {isRotating ? 'Go on rotating' : 'Rotate secret'}
            </Button>
          )}
        </div>
      </section>
      <Section
        title="Facts"
        right={
          <Button small kind="quiet" onClick={onEdit} keys="e">
            Edit
          </Button>
        }
      >
        <Facts items={isSigning ? facts.filter(([name]) => name !== 'Only to' && name !== 'Used') : facts} />
        {credential.notes === '' ? null : <p className="cred-notes">{credential.notes}</p>}
      </Section>
      {isSigning ? (
        <Webhooks credential={credential} />
      ) : (
        <Section
          title={credential.environments.length === 0 ? 'Not bound to any environment' : 'Environments that send it'}
          right={
            <Button small kind="quiet" onClick={onEdit}>
              Bind
            </Button>
          }
        >
          {credential.environments.length === 0 ? (
            <p className="cred-note">No call uses it until it is bound. Bind it to the environments of its API.</p>
          ) : (
            <Environments credential={credential} />
          )}
        </Section>
      )}
      {credential.kind === 'oauth2_client_credentials' ? <TokenLine credential={credential} /> : null}
      <Section
        title="Where the secret lives"
        right={
          onReveal === null || isMissing ? undefined : (
            <Button small kind="quiet" onClick={onReveal}>
              Show secret…
            </Button>
          )
        }
      >
        <p className="cred-note">{secretWords} The workspace, its backups and its exports never have it.</p>
      </Section>
      <CredentialHistory id={credential.id} />
      <div className="cred-last">
        <Button small kind="quiet" onClick={() => void remove(credential)}>
          Remove credential
        </Button>
      </div>
    </>
  );
}

/** The endpoints whose deliveries it verifies. */
function Webhooks({ credential: { webhooks } }: { readonly credential: Credential }) {
  return (
    <Section title={webhooks.length === 0 ? 'At no webhook endpoint' : 'Webhooks that it verifies'}>
      {webhooks.length === 0 ? (
        <p className="cred-note">Nothing is verified with it until it is chosen at an endpoint, under Webhooks in the Console.</p>
      ) : (
        <ul className="cred-bound">
          {webhooks.map(({ id, name }) => (
            <li key={id}>
              <DoorLink door={{ place: 'console', kind: 'webhook', id }}>{name}</DoorLink>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const everything = { text: '', view: 'all' } as const;

/** The bound environments, each a door to its API when the API's name is known only once. */
function Environments({ credential }: { readonly credential: Credential }) {
  const apis = useQuery(api.inventory.list.queryOptions({ input: everything }));
  return (
    <ul className="cred-bound">
      {credential.environments.map((one) => {
        const candidates = (apis.data ?? []).filter((row) => `${row.vendorName} ${row.name}` === one.apiName);
        const only = candidates.length === 1 ? candidates[0] : undefined;
        const words = `${one.apiName}, ${one.name}`;
        return <li key={one.id}>{only ? <DoorLink door={{ place: 'inventory', kind: 'api', id: only.id }}>{words}</DoorLink> : words}</li>;
      })}
    </ul>
  );
}

function nowTitle(credential: Credential): string {
  const { words } = credential.standing;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function nowReason(credential: Credential): string {
  if (credential.openRotationId !== null && credential.secretState !== 'missing') return 'A rotation is under way.';
  if (credential.kind === 'signing_secret') return signingReason(credential);
  const uses = credential.environments.length;
  const bound = uses === 0 ? 'No environment sends it.' : uses === 1 ? '1 environment sends it.' : `${uses} environments send it.`;
  if (credential.secretState === 'missing')
    return uses === 0
      ? bound
      : `${bound} The secret is not on this computer: until you enter it, ${uses === 1 ? 'its' : 'their'} calls are not sent.`;
  if (credential.secretState === 'memory') return `${bound} It is kept in memory and has to be entered again after the app closes.`;
  const calls = credential.calls30d === 0 ? 'No call used it in 30 days.' : `${formatCount(credential.calls30d)} calls used it in 30 days.`;
  return `${bound} ${calls}`;
}

function signingReason({ webhooks, secretState }: Credential): string {
  const used = webhooks.length === 0 ? 'No webhook endpoint uses it.' : `It verifies ${webhooks.map(({ name }) => name).join(', ')}.`;
  if (secretState === 'missing') return `${used} The secret is not on this computer: until you enter it, nothing can be verified.`;
  return secretState === 'memory' ? `${used} It is kept in memory and has to be entered again after the app closes.` : used;
}

/** Removes a credential once a person has read that its secret is gone for good. */
async function remove(credential: Credential): Promise<void> {
  const uses = credential.environments.map((one) => `${one.apiName} ${one.name}`);
  const effect =
    uses.length === 0 ? '' : ` ${uses.join(', ')} ${uses.length === 1 ? 'has' : 'have'} no credential then, and calls go out without one.`;
  const isSure = await confirm({
    title: `Remove ${credential.name}`,
    consequence: `Its secret is deleted from this computer and cannot be brought back.${effect} At the vendor it stays valid until it is ended there.`,
    action: 'Remove credential',
    danger: true,
  });
  if (!isSure) return;
  try {
    await client.credentials.remove({ id: credential.id });
    go({ place: 'credentials' });
    toast({ words: `${credential.name} removed, its secret deleted` });
  } catch (error) {
    sayFailed(error);
  }
}

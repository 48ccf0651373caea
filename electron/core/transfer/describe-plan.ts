import type { TransferPlan } from '../../../shared/contract/transfer.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { importedCheckWords } from '../../../shared/domain/transfer/flow-checks.ts';
import { formatWords } from '../../../shared/domain/transfer/imported.ts';
import type { Redactor } from '../../../shared/domain/redaction/redact.ts';
import type { Proposal } from './placed.ts';
import type { WaitingTransfer } from './plans.ts';

/** A plan as it is shown: everything by name, no secret. */
export function describePlan(planId: string, { fileName, set, placed }: WaitingTransfer, redactor: Redactor): TransferPlan {
  const text = (one: string): string => redactor.text(one);
  const requests = placed.requests.map((one) => ({
    key: one.key,
    name: one.name,
    renamedFrom: one.renamedFrom,
    folder: one.folder,
    method: one.draft.method,
    path: one.draft.path,
    homeKey: one.home?.key ?? null,
    environmentName: one.environment?.name ?? null,
    isKnownEndpoint: one.endpointId !== null,
    checks: one.source.checks.map(importedCheckWords).filter((words) => words !== ''),
    lost: one.lost.filter((words) => !isAside(words)).map(text),
    refusal: one.refusal,
    isProposed: one.isProposed,
  }));
  const takeable = requests.filter(({ refusal }) => refusal === null).length;
  const all = requests.length + set.left.length;
  const behind = all - takeable;
  return {
    planId,
    fileName,
    format: formatWords[set.format],
    name: text(set.name),
    homes: placed.homes
      .filter((home) => home.requests > 0)
      .map((home) => ({
        key: home.key,
        apiId: home.apiId,
        vendorName: home.vendorName,
        apiName: home.apiName,
        isVendorKnown: home.vendorId !== null,
        environments: home.environments.map((one) => ({
          key: one.key,
          name: one.name,
          baseUrl: text(one.baseUrl),
          kind: one.kind,
          isNew: one.environmentId === null,
          credentialName: one.credentialName,
          values: [...one.values.keys()],
        })),
        requests: home.requests,
      })),
    requests,
    left: set.left.map(({ name, reason }) => ({ name: text(name), reason: text(reason) })),
    notes: [...set.notes.map(text), ...authNotes(placed)],
    credentials: placed.proposals.map(asProposed),
    words: `${grouped(takeable)} of ${grouped(all)} ${all === 1 ? 'request' : 'requests'} can be taken over${behind === 0 ? '' : `; ${grouped(behind)} cannot`}.`,
  };
}

/** What was switched off there was not sent there either: it stands in the request's notes and is no loss. */
const isAside = (words: string): boolean => words.endsWith('switched off.');

const kindWords = {
  bearer: 'Bearer token',
  basic: 'User name and password',
  api_key: 'API key',
  oauth2_client_credentials: 'OAuth 2.0 client',
} as const;

function asProposed({ key, home, name, auth, environments, requests }: Proposal): TransferPlan['credentials'][number] {
  const where = auth.placement === null ? '' : ` in the ${auth.placement.in === 'query' ? 'parameter' : 'header'} ${auth.placement.name}`;
  const to = environments.map((one) => one.name).join(' and ');
  return {
    key,
    homeKey: home.key,
    name,
    kind: auth.kind,
    requests,
    words: `${kindWords[auth.kind]}${where}, for ${to}`,
  };
}

/** What becomes of the authentication that is not proposed as a credential. */
function authNotes({ homes, requests, proposals }: WaitingTransfer['placed']): string[] {
  return homes.flatMap((home) => {
    const count = requests.filter((one) => one.home === home && one.source.auth !== null && one.refusal === null).length;
    if (count === 0) return [];
    const bound = home.environments.filter(({ credentialName }) => credentialName !== null);
    const open = home.environments.filter(
      (one) => one.credentialName === null && !proposals.some(({ environments }) => environments.includes(one)),
    );
    const api = `${home.vendorName} ${home.apiName}`;
    return [
      ...bound.map(
        (one) => `${one.name} of ${api}: “${one.credentialName}” is sent from the keychain in place of what authenticated there.`,
      ),
      ...open.map((one) => `${one.name} of ${api}: the file has no secret for it. Bind a credential to it before you send.`),
    ];
  });
}

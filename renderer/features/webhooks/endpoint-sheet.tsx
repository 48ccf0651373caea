import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { genericRule, type GenericRule } from '../../../shared/contract/webhook-rule.ts';
import type { WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { schemes, type SchemeId } from '../../../shared/domain/webhooks/scheme.ts';
import { api, client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { FaultInForm } from '../../ui/fault-in-form.tsx';
import { fieldError } from '../../ui/field-error.ts';
import { noSecret, secretProblem, type NewSecret } from '../../ui/new-secret-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { offerUndo } from '../../ui/undo-last.ts';
import { keepSigningSecret, pathFor } from './make-endpoint.ts';
import { RuleFields } from './rule-fields.tsx';
import { SecretChoice, type ChosenSecret } from './secret-choice.tsx';
import { schemeItems } from './webhook-words.ts';

export interface EndpointSheetProps {
  /** The endpoint to edit; null adds one. */
  readonly endpoint: WebhookEndpoint | null;
  readonly onClose: () => void;
}

interface Draft {
  readonly name: string;
  readonly path: string;
  readonly apiId: string | null;
  readonly scheme: SchemeId;
  readonly rule: GenericRule;
  readonly secrets: readonly ChosenSecret[];
  readonly toleranceS: number | null;
  readonly eventIdPath: string;
  readonly eventTypePath: string;
  readonly targetUrl: string;
  readonly expectedByMinutes: number | null;
}

function draftOf(endpoint: WebhookEndpoint | null): Draft {
  if (endpoint)
    return {
      ...endpoint,
      secrets: endpoint.secrets.map(({ credentialId, role }) => ({ credentialId, role })),
      targetUrl: endpoint.targetUrl ?? '',
    };
  return {
    name: '',
    path: '',
    apiId: null,
    scheme: 'standard',
    rule: genericRule.parse({}),
    secrets: [],
    toleranceS: 300,
    eventIdPath: schemes.standard.eventIdPath,
    eventTypePath: schemes.standard.eventTypePath,
    targetUrl: '',
    expectedByMinutes: null,
  };
}

/** Adds an endpoint, or changes one: who sends, how it is signed, and where it goes on to. */
export function EndpointSheet({ endpoint, onClose }: EndpointSheetProps): ReactElement {
  const apis = useQuery(api.inventory.list.queryOptions({ input: {} }));
  const [draft, setDraft] = useState<Draft>(() => draftOf(endpoint));
  const [entered, setEntered] = useState(noSecret);
  const [fault, setFault] = useState<unknown>(null);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [isSaving, setIsSaving] = useState(false);
  const put = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const errorOf = (field: string): string | null => problems[field] ?? fieldError(fault, field);
  const path = draft.path.trim() === '' ? pathFor(draft.name) : draft.path.trim();
  const choose = (scheme: SchemeId): void => {
    const before = schemes[draft.scheme];
    put({
      scheme,
      ...(draft.eventIdPath === before.eventIdPath ? { eventIdPath: schemes[scheme].eventIdPath } : {}),
      ...(draft.eventTypePath === before.eventTypePath ? { eventTypePath: schemes[scheme].eventTypePath } : {}),
    });
  };

  const save = async (): Promise<void> => {
    const found = problemsOf(draft, entered);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setIsSaving(true);
    setFault(null);
    try {
      let { secrets } = draft;
      if (entered.secret !== '') {
        secrets = [...secrets, { credentialId: await keepSigningSecret(draft.name, entered), role: 'active' }];
        setEntered(noSecret);
        put({ secrets });
      }
      const values = {
        ...draft,
        path,
        secrets: [...secrets],
        toleranceS: draft.toleranceS ?? 300,
        targetUrl: draft.targetUrl.trim() === '' ? null : draft.targetUrl.trim(),
      };
      const input = pickFields(values);
      if (endpoint) {
        const saved = await client.webhooks.updateEndpoint({ id: endpoint.id, ...input });
        offerUndo(`Changed: ${saved.name}`, 'webhookEndpoint', saved.id);
      } else {
        const added = await client.webhooks.addEndpoint(input);
        toast({ words: `Added: ${added.name}` });
        go({ place: 'console', kind: 'webhook', id: added.id });
      }
      onClose();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };

  return (
    <Sheet
      opened
      onClose={onClose}
      title={endpoint ? 'Edit endpoint' : 'Add endpoint'}
      primary={{ words: endpoint ? 'Save endpoint' : 'Add endpoint', run: () => void save(), loading: isSaving }}
    >
      <div className="who-form">
        <FaultInForm fault={fault} />
        <TextField
          label="Name"
          value={draft.name}
          onChange={(name) => put({ name })}
          error={errorOf('name')}
          placeholder="Stripe payments"
          autoFocus
          required
        />
        <SelectField label="Signed as" value={draft.scheme} onChange={(scheme) => scheme && choose(scheme)} items={schemeItems} />
        {draft.scheme === 'generic' && <RuleFields rule={draft.rule} onChange={(rule) => put({ rule })} errorOf={errorOf} />}
        <SecretChoice
          chosen={draft.secrets}
          onChange={(secrets) => put({ secrets })}
          entered={entered}
          onEnter={setEntered}
          hint={schemes[draft.scheme].secretHint}
          error={errorOf('secret')}
        />
        <SelectField
          label="API"
          value={draft.apiId}
          onChange={(apiId) => put({ apiId })}
          items={(apis.data ?? []).map(({ id, vendorName, name }) => ({ value: id, label: `${vendorName} ${name}` }))}
          placeholder="None"
          searchable
          clearable
          error={errorOf('apiId')}
        />
        <TextField
          label="Path"
          value={draft.path}
          onChange={(text) => put({ path: text })}
          placeholder={draft.name.trim() === '' ? '/hooks/stripe' : pathFor(draft.name)}
          error={errorOf('path')}
          reason="Where the receiver takes its deliveries."
          mono
        />
        <TextField
          label="Event id"
          value={draft.eventIdPath}
          onChange={(eventIdPath) => put({ eventIdPath })}
          error={errorOf('eventIdPath')}
          reason="A header’s name, or a path in the body such as $.data.id. It tells duplicates."
          mono
        />
        <TextField
          label="Event type"
          value={draft.eventTypePath}
          onChange={(eventTypePath) => put({ eventTypePath })}
          error={errorOf('eventTypePath')}
          mono
        />
        <NumberField
          label="Time allowed between signing and coming"
          value={draft.toleranceS}
          onChange={(toleranceS) => put({ toleranceS })}
          min={1}
          max={86_400}
          suffix=" s"
        />
        <TextField
          label="Replay to"
          value={draft.targetUrl}
          onChange={(targetUrl) => put({ targetUrl })}
          error={errorOf('targetUrl')}
          placeholder="http://127.0.0.1:3000/hooks"
          mono
        />
        <NumberField
          label="Something comes at least every"
          value={draft.expectedByMinutes}
          onChange={(expectedByMinutes) => put({ expectedByMinutes })}
          min={1}
          max={525_600}
          suffix=" min"
          placeholder="Not watched"
          reason="Silence is told on Today; only the time counts in which the receiver is open."
        />
      </div>
    </Sheet>
  );
}

function pickFields(
  values: Omit<Draft, 'secrets' | 'toleranceS' | 'targetUrl'> & { secrets: ChosenSecret[]; toleranceS: number; targetUrl: string | null },
) {
  const { name, path, apiId, scheme, rule, secrets, toleranceS, eventIdPath, eventTypePath, targetUrl, expectedByMinutes } = values;
  return { name, path, apiId, scheme, rule, secrets, toleranceS, eventIdPath, eventTypePath, targetUrl, expectedByMinutes };
}

function problemsOf(draft: Draft, entered: NewSecret): Record<string, string> {
  const problems: Record<string, string> = {};
  if (draft.name.trim() === '') problems['name'] = 'Give it a name, so that it can be found.';
  const problem = entered.secret === '' ? null : secretProblem(entered);
  if (problem !== null) problems['secret'] = problem;
  if (draft.scheme === 'generic') {
    for (const issue of genericRule.safeParse(draft.rule).error?.issues ?? []) problems[`rule.${issue.path.join('.')}`] = issue.message;
  }
  return problems;
}

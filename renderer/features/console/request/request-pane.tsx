import { useDebouncedValue } from '@mantine/hooks';
import { IconCopy } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import { api } from '../../../app/client.ts';
import { usePaletteActions } from '../../../app/palette.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { Button } from '../../../ui/button.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { AnswerPane } from '../answer/answer-pane.tsx';
import { ExchangeFooter } from '../answer/exchange-footer.tsx';
import { useConsoleStore } from '../console-store.ts';
import { resultWords } from '../exchange-words.ts';
import { sendRequest, useSending } from '../sending-store.ts';
import { copyDraftAsCurl } from './copy-as-curl.ts';
import { CredentialLine } from './credential-line.tsx';
import { draftEnvironment, isGuarded, newDraft, requestOf } from './draft.ts';
import { EnvironmentSwitch } from './environment-switch.tsx';
import { ProductionGuard } from './production-guard.tsx';
import { RequestEditor } from './request-editor.tsx';
import { SendButton } from './send-button.tsx';
import { UrlLine } from './url-line.tsx';
import { useShownExchange } from './use-shown-exchange.ts';

const checkDelayMs = 350;

/** One endpoint: what is sent on the left, what came back on the right. */
export function RequestPane({ endpointId }: { readonly endpointId: string }): ReactElement {
  const form = useQuery(api.console.form.queryOptions({ input: { endpointId } }));
  if (form.error) return <FaultNote fault={form.error} onRetry={() => void form.refetch()} />;
  if (!form.data) return <Loading />;
  return <Filled form={form.data} />;
}

function Filled({ form }: { readonly form: RequestForm }): ReactElement {
  const { endpointId } = form;
  const kept = useConsoleStore((state) => state.drafts[endpointId]);
  const setDraft = useConsoleStore((state) => state.setDraft);
  const sending = useSending((state) => state.sending[endpointId]);
  const fault = useSending((state) => state.faults[endpointId]);
  const [isAsking, setIsAsking] = useState(false);

  const draft = useMemo(() => kept ?? newDraft(form), [kept, form]);
  const environment = draftEnvironment(form, draft);
  const request = useMemo(() => requestOf(form, draft, null), [form, draft]);
  const [settled] = useDebouncedValue(request, checkDelayMs);
  const check = useQuery(api.console.check.queryOptions({ input: settled ?? skipToken, placeholderData: (before) => before }));
  const shown = useShownExchange(endpointId);

  const send = (): void => {
    if (!request || sending) return;
    if (isGuarded(form, environment)) setIsAsking(true);
    else void sendRequest(endpointId, request);
  };
  const copy = (): void => void copyDraftAsCurl(form, draft, check.data?.url ?? null);
  useShortcut('mod+enter', 'Send the request', send, !sending);
  usePaletteActions('console', [
    { words: `Send “${form.summary || form.path}”`, keys: 'mod+Enter', run: send },
    { words: 'Copy this request as curl', run: copy },
  ]);

  const title = form.summary || `${form.method} ${form.path}`;
  return (
    <div className="con-main">
      <PageHeader
        title={title}
        sub={
          <>
            {form.isDeprecated && <strong className="con-deprecated">Deprecated. </strong>}
            {sending ? 'On its way' : fault ? 'Not sent' : shown.data ? resultWords(shown.data) : shown.isNone ? 'Not sent yet' : ' '}
          </>
        }
        actions={
          <>
            <Button kind="quiet" icon={<IconCopy size={16} stroke={1.6} aria-hidden="true" />} onClick={copy}>
              Copy as curl
            </Button>
            <EnvironmentSwitch
              environments={form.environments}
              value={environment?.id ?? null}
              isGuarded={(one) => isGuarded(form, one)}
              onChange={(environmentId) => setDraft(endpointId, { ...draft, environmentId })}
            />
          </>
        }
      />
      <div className="con-url-row">
        <UrlLine form={form} environment={environment} draft={draft} onChange={(next) => setDraft(endpointId, next)} onEnter={send} />
        <SendButton sending={sending} isPossible={request !== null} onSend={send} />
      </div>
      <CredentialLine form={form} environment={environment} />
      <div className="con-two">
        <RequestEditor
          form={form}
          draft={draft}
          environment={environment}
          check={check.data ?? null}
          onChange={(next) => setDraft(endpointId, next)}
          onSend={send}
        />
        <AnswerPane
          exchange={shown.data}
          fault={fault ?? shown.error}
          isSending={sending !== undefined}
          isNone={shown.isNone}
          onRetry={send}
        />
      </div>
      {shown.data && !fault && <ExchangeFooter exchange={shown.data} />}
      {isAsking && environment && (
        <ProductionGuard
          form={form}
          draft={draft}
          environment={environment}
          onClose={() => setIsAsking(false)}
          onConfirm={(typed) => {
            setIsAsking(false);
            const confirmed = requestOf(form, draft, typed);
            if (confirmed) void sendRequest(endpointId, confirmed);
          }}
        />
      )}
    </div>
  );
}

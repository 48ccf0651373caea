import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { RequestDraft } from '../../../../shared/contract/console.ts';
import { useChosenEnvironment } from '../../../app/chosen-environment.ts';
import { api } from '../../../app/client.ts';
import { goInstead } from '../../../app/navigate.ts';
import { useStreams } from '../../../app/stream-events.ts';
import { usePaletteActions } from '../../../app/palette.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { Button } from '../../../ui/button.tsx';
import { EditedInPlace } from '../../../ui/edited-in-place.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { useReadOnly } from '../../../ui/read-only.ts';
import { ValueScope } from '../../../ui/value-scope.ts';
import { AnswerPane } from '../answer/answer-pane.tsx';
import { ExchangeFooter } from '../answer/exchange-footer.tsx';
import { useConsoleStore } from '../console-store.ts';
import { copyAs } from '../transfer/copy-as.ts';
import { resultWords } from '../exchange-words.ts';
import { sendRequest, useSending } from '../sending-store.ts';
import { askProduction } from './ask-production.ts';
import { CredentialLine } from './credential-line.tsx';
import { dropChanges } from './drop-changes.ts';
import { draftEnvironment, isGuarded, requestOf } from './draft.ts';
import { EnvironmentSwitch } from './environment-switch.tsx';
import { focusMissing } from './focus-missing.ts';
import { keepChecks } from './keep-checks.ts';
import { LiveStream } from './live-stream.tsx';
import { ProductionGuard } from './production-guard.tsx';
import { RedirectConsent } from './redirect-consent.tsx';
import { RequestEditor } from './request-editor.tsx';
import { RequestMenu } from './request-menu.tsx';
import { RequestNotes } from './request-notes.tsx';
import { ResilienceStrip } from './resilience-strip.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { isChanged, updateSaved } from './save-request.ts';
import { SendButton } from './send-button.tsx';
import { useSubject, type OpenSubject, type Subject } from './subject.ts';
import { useUnlocked } from './use-guard.ts';
import { UrlLine } from './url-line.tsx';
import { useShownExchange } from './use-shown-exchange.ts';
import { useValueNames } from './use-value-names.ts';
import { VariablesDialog } from './variables-dialog.tsx';

const checkDelayMs = 350;

/** Keys of the page do nothing while a dialog asks something: what is behind it is not sent by a key that was meant for it. */
const unlessAsked = (run: () => void) => (): void => {
  if (document.querySelector('[role="dialog"]') === null) run();
};

/** Also out of a field of code, where Tab indents. */
function focusOther(): void {
  const isInAnswer = document.activeElement?.closest('.con-answer') != null;
  const other = document.querySelector(isInAnswer ? '.con-editor' : '.con-answer');
  other?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
}

/** One request: what is sent on the left, what came back on the right. */
export function RequestPane({ subject }: { readonly subject: Subject }): ReactElement {
  const { data, error, isGone, retry } = useSubject(subject);
  if (error) return <FaultNote fault={error} onRetry={retry} />;
  if (isGone) {
    return (
      <Empty
        title="This request was never saved, and the app has been closed since."
        action={<Button onClick={() => goInstead({ place: 'console' })}>Go to the endpoints</Button>}
      />
    );
  }
  if (!data) return <Loading />;
  return <Filled subject={subject} opened={data} />;
}

function Filled({ subject, opened }: { readonly subject: Subject; readonly opened: OpenSubject }): ReactElement {
  const { form, base, saved } = opened;
  const { key } = subject;
  const kept = useConsoleStore((state) => state.drafts[key]);
  const setDraft = useConsoleStore((state) => state.setDraft);
  const ask = useConsoleStore((state) => state.ask);
  const isAsking = useConsoleStore((state) => state.asking === key);
  const sending = useSending((state) => state.sending[key]);
  const fault = useSending((state) => state.faults[key]);
  const [open, setOpen] = useState<'save' | 'values' | null>(null);
  // A question that was left by going elsewhere is not asked when one comes back for something else.
  useEffect(
    () => () => {
      if (useConsoleStore.getState().asking === key) ask(null);
    },
    [key, ask],
  );

  const draft = kept ?? base;
  const environment = draftEnvironment(form, draft);
  const values = useValueNames(environment, draft.variables);
  const unlocked = useUnlocked(environment);
  const isReadOnly = useReadOnly();
  const stream = useStreams((state) => (sending ? state.streams[sending.sendId] : undefined));
  const request = useMemo(() => requestOf(form, draft, null, saved?.id ?? null), [form, draft, saved]);
  const [settled] = useDebouncedValue(request, checkDelayMs);
  const check = useQuery(
    // What was typed may be a secret by mistake: no draft stays behind in the cache.
    api.console.check.queryOptions({ input: settled ?? skipToken, placeholderData: (before) => before, gcTime: 0 }),
  );
  const shown = useShownExchange(subject);
  const isEdited = saved !== null && request !== null && kept !== undefined && isChanged(saved, request);
  const hasNewChecks = useConsoleStore((state) => saved !== null && state.checks[saved.id] !== undefined);
  const hasChanged = isEdited || hasNewChecks;

  /** The checks that stand written count for this answer already. */
  const sendNow = async (asked: RequestDraft): Promise<void> => {
    if (saved !== null && !(await keepChecks(saved.id))) return;
    await sendRequest(key, asked);
    focusMissing(useSending.getState().faults[key]);
  };
  const send = (): void => {
    if (!request || sending || isReadOnly) return;
    if (isGuarded(form, draft, environment) && unlocked === null) void askProduction(key, request);
    else void sendNow(request);
  };
  const follow = (origin: string): void => {
    const next = { ...draft, travel: { ...draft.travel, allowedRedirects: [...draft.travel.allowedRedirects, origin] } };
    setDraft(key, next);
    const again = requestOf(form, next, null, saved?.id ?? null);
    if (!again) return;
    if (isGuarded(form, next, environment) && unlocked === null) void askProduction(key, again);
    else void sendNow(again);
  };
  const save = (): void => {
    if (!request) return;
    if (saved === null) return setOpen('save');
    if (isEdited) void updateSaved(saved, request);
    if (hasNewChecks) void keepChecks(saved.id);
  };
  const copy = (): void => void copyAs(request, title, 'curl');
  useShortcut('mod+enter', 'Send the request', unlessAsked(send), !sending);
  useShortcut('mod+s', 'Save the request', unlessAsked(save));
  useShortcut('mod+j', 'From the request to the answer, and back', unlessAsked(focusOther));
  const title = saved?.name ?? (form.summary || `${draft.method ?? form.method} ${draft.path ?? form.path}`);
  usePaletteActions('console', [
    { words: `Send “${title}”`, keys: 'mod+Enter', run: send },
    { words: saved === null ? 'Save this request' : 'Save this request under another name', run: () => setOpen('save') },
    ...(saved !== null && hasChanged ? [{ words: 'Back to what is saved of this request', run: () => dropChanges(saved.id) }] : []),
    { words: 'Copy this request as curl', run: copy },
    { words: 'Resilience of this API: how its calls are repeated', run: () => useConsoleStore.getState().setEditorTab('resilience') },
    ...(environment ? [{ words: `Values of ${environment.name}`, run: () => setOpen('values') }] : []),
  ]);

  const change = (next: typeof draft): void => setDraft(key, next, saved?.version);
  return (
    <div className="con-main">
      <PageHeader
        title={title}
        sub={
          <>
            {form.isDeprecated && <strong className="con-deprecated">Deprecated. </strong>}
            {hasChanged && 'Changed, not saved. '}
            {sending ? 'On its way' : fault ? 'Not sent' : shown.data ? resultWords(shown.data) : shown.isNone ? 'Not sent yet' : ' '}
          </>
        }
        actions={
          <>
            <RequestMenu
              subject={subject}
              saved={saved}
              hasChanged={hasChanged}
              onSave={save}
              onSaveAs={() => setOpen('save')}
              request={request}
              title={title}
            />
            <EnvironmentSwitch
              environments={form.environments}
              value={environment?.id ?? null}
              isGuarded={(one) => isGuarded(form, draft, one)}
              onChange={(environmentId) => {
                change({ ...draft, environmentId });
                useChosenEnvironment.getState().choose(form.apiId, environmentId);
              }}
              onOpenVariables={() => setOpen('values')}
            />
          </>
        }
      />
      <div className="con-url-row">
        <EditedInPlace>
          <ValueScope value={values}>
            <UrlLine form={form} environment={environment} draft={draft} onChange={change} onEnter={send} />
          </ValueScope>
        </EditedInPlace>
        <SendButton sending={sending} isPossible={request !== null} onSend={send} />
      </div>
      <CredentialLine form={form} draft={draft} environment={environment} />
      <RequestNotes subjectKey={key} />
      {shown.data && !sending && <RedirectConsent exchange={shown.data} onFollow={follow} />}
      <ResilienceStrip apiId={form.apiId} environment={environment} sending={sending} />
      <div className="con-two">
        <ValueScope value={values}>
          <RequestEditor
            form={form}
            draft={draft}
            environment={environment}
            check={check.data ?? null}
            onChange={change}
            onSend={send}
            onOpenVariables={() => setOpen('values')}
            onSave={save}
          />
        </ValueScope>
        {stream ? (
          <LiveStream stream={stream} />
        ) : (
          <AnswerPane
            exchange={shown.data}
            fault={fault ?? shown.error}
            isSending={sending !== undefined}
            isNone={shown.isNone}
            onRetry={send}
          />
        )}
      </div>
      {shown.data && !fault && <ExchangeFooter exchange={shown.data} />}
      {isAsking && environment && (
        <ProductionGuard
          form={form}
          draft={draft}
          environment={environment}
          onClose={() => ask(null)}
          onConfirm={(typed) => {
            ask(null);
            const confirmed = requestOf(form, draft, typed, saved?.id ?? null);
            if (confirmed) void sendNow(confirmed);
          }}
        />
      )}
      {open === 'save' && request && (
        <SaveDialog
          form={form}
          request={request}
          suggestedName={saved === null ? title : `${saved.name} (2)`}
          suggestedFolder={saved?.folder ?? ''}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'values' && environment && (
        <VariablesDialog environment={environment} apiName={`${form.vendorName} ${form.apiName}`} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

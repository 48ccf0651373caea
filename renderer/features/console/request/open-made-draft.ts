import type { MadeDraft } from '../../../../shared/contract/console.ts';
import { api } from '../../../app/client.ts';
import { go } from '../../../app/navigate.ts';
import { queryClient } from '../../../app/query-client.ts';
import { useConsoleStore } from '../console-store.ts';
import { isJsonTemplate, isJsonType, prettyJson } from '../pretty-json.ts';
import { sendRequest } from '../sending-store.ts';
import { askProduction } from './ask-production.ts';
import { isLocked } from './is-locked.ts';
import { draftEnvironment, draftOfRequest, isGuarded, keptOf, requestOf } from './draft.ts';

/** Opens a draft that was made from an exchange or a paste; returns the key of what the editor is open on. */
export async function openMadeDraft({ draft: made, apiId, notes }: MadeDraft): Promise<string> {
  // As it reads best: what is pasted or was sent is often one long line.
  const body = made.body !== null && isJsonType(made.mediaType) && isJsonTemplate(made.body) ? prettyJson(made.body) : made.body;
  const draft = { ...made, body };
  const store = useConsoleStore.getState();
  if (draft.endpointId === null) {
    const key = `free-${crypto.randomUUID()}`;
    store.setFree(key, { apiId, environmentId: draft.environmentId, draft: keptOf(draft) });
    store.setNotes(key, notes);
    go({ place: 'console', kind: 'free', id: key });
    return key;
  }
  const form = await queryClient.fetchQuery(api.console.form.queryOptions({ input: { endpointId: draft.endpointId } }));
  store.setDraft(draft.endpointId, draftOfRequest(form, keptOf(draft), draft.environmentId));
  store.setNotes(draft.endpointId, notes);
  store.setMode('endpoints');
  go({ place: 'console', kind: 'endpoint', id: draft.endpointId });
  return draft.endpointId;
}

/**
 * Sends what an exchange sent once more. What was redacted has to be filled in first, and a change in production asks for
 * its name: both open the editor in place of sending.
 */
export async function sendAgain(made: MadeDraft): Promise<void> {
  const key = await openMadeDraft(made);
  if (made.isIncomplete) return;
  const { endpointId, method, path, environmentId } = made.draft;
  const form = await queryClient.fetchQuery(
    endpointId === null
      ? api.console.freeForm.queryOptions({ input: { apiId: made.apiId, method, path } })
      : api.console.form.queryOptions({ input: { endpointId } }),
  );
  const draft = draftOfRequest(form, keptOf(made.draft), environmentId);
  const request = requestOf(form, draft, null);
  if (!request) return;
  if (isGuarded(form, draft, draftEnvironment(form, draft)) && (await isLocked(environmentId))) await askProduction(key, request);
  else await sendRequest(key, request);
}

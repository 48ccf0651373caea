import { create } from 'zustand';
import type { RequestDraft, RequestForm } from '../../../../../shared/contract/console.ts';
import type { Environment } from '../../../../../shared/contract/inventory.ts';
import { api, client } from '../../../../app/client.ts';
import { go } from '../../../../app/navigate.ts';
import { queryClient } from '../../../../app/query-client.ts';
import { sayFailed } from '../../../../ui/say-failed.ts';
import { toast } from '../../../../ui/toast.ts';
import { draftEnvironment, draftOfRequest, isGuarded, keptOf, type Draft } from '../../request/draft.ts';
import { isLocked } from '../../request/is-locked.ts';
import { sendAgain } from '../../request/open-made-draft.ts';

/** A call that changes something in production, asked about before it is sent again to be compared. */
export interface GuardedCompare {
  readonly exchangeId: string;
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly environment: Environment;
  readonly request: RequestDraft;
}

/** The question on screen, if any; the Console draws it. */
export const useGuardedCompare = create<{ readonly asked: GuardedCompare | null }>()(() => ({ asked: null }));

const slowMs = 700;

/**
 * Sends an exchange's request again and holds the new answer against the old one. What changes something in production is asked about in
 * place; what lacks something that was redacted opens the editor, to be filled in there.
 */
export async function compareWithNow(exchangeId: string): Promise<void> {
  try {
    const made = await client.console.replay({ id: exchangeId });
    if (made.isIncomplete) {
      await sendAgain(made);
      toast({ words: 'Fill in what is missing and send it, then compare it with the answer before' });
      return;
    }
    const { endpointId, method, path, environmentId } = made.draft;
    const form = await queryClient.fetchQuery(
      endpointId === null
        ? api.console.freeForm.queryOptions({ input: { apiId: made.apiId, method, path } })
        : api.console.form.queryOptions({ input: { endpointId } }),
    );
    const draft = draftOfRequest(form, keptOf(made.draft), environmentId);
    const environment = draftEnvironment(form, draft);
    if (environment !== null && isGuarded(form, draft, environment) && (await isLocked(environmentId)))
      useGuardedCompare.setState({ asked: { exchangeId, form, draft, environment, request: made.draft } });
    else await sendAndCompare(exchangeId, made.draft);
  } catch (error) {
    sayFailed(error);
  }
}

/** Sends, and shows the two answers beside each other. */
export async function sendAndCompare(exchangeId: string, request: RequestDraft): Promise<void> {
  const slow = setTimeout(() => toast({ words: 'Sent again; the answer is on its way' }), slowMs);
  try {
    const now = await client.console.send(request);
    go({ place: 'console', kind: 'diff', id: `${exchangeId}~${now.id}` });
  } catch (error) {
    sayFailed(error);
  } finally {
    clearTimeout(slow);
  }
}

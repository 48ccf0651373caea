import { api, client } from '../../../../app/client.ts';
import { go } from '../../../../app/navigate.ts';
import { queryClient } from '../../../../app/query-client.ts';
import { sayFailed } from '../../../../ui/say-failed.ts';
import { toast } from '../../../../ui/toast.ts';
import { draftEnvironment, draftOfRequest, isGuarded, keptOf } from '../../request/draft.ts';
import { sendAgain } from '../../request/open-made-draft.ts';

/**
 * Sends an exchange's request again and holds the new answer against the old one. What changes something in production, or lacks what was
 * redacted, opens the editor in place of being sent: there it is confirmed, and compared from its answer's menu.
 */
export async function compareWithNow(exchangeId: string): Promise<void> {
  try {
    const made = await client.console.replay({ id: exchangeId });
    const { endpointId, method, path, environmentId } = made.draft;
    const form = await queryClient.fetchQuery(
      endpointId === null
        ? api.console.freeForm.queryOptions({ input: { apiId: made.apiId, method, path } })
        : api.console.form.queryOptions({ input: { endpointId } }),
    );
    const draft = draftOfRequest(form, keptOf(made.draft), environmentId);
    if (made.isIncomplete || isGuarded(form, draft, draftEnvironment(form, draft))) {
      await sendAgain(made);
      toast({ words: 'Send it here, then compare it with the answer before' });
      return;
    }
    const now = await client.console.send(made.draft);
    go({ place: 'console', kind: 'diff', id: `${exchangeId}~${now.id}` });
  } catch (error) {
    sayFailed(error);
  }
}

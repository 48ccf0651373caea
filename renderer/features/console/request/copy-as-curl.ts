import type { RequestForm } from '../../../../shared/contract/console.ts';
import { client } from '../../../app/client.ts';
import { asFault } from '../../../app/fault-of.ts';
import { shell } from '../../../app/shell-bridge.ts';
import { toast } from '../../../ui/toast.ts';
import { credentialPlaceholder, curlOf } from './curl.ts';
import { draftEnvironment, requestOf, type Draft } from './draft.ts';
import { filledPath } from './path-template.ts';

/** Copies a draft as a curl command; where its secret would stand there is a placeholder. */
export async function copyDraftAsCurl(form: RequestForm, draft: Draft, checkedUrl: string | null): Promise<void> {
  const environment = draftEnvironment(form, draft);
  const request = requestOf(form, draft, null);
  if (!environment || !request) {
    toast({ words: 'This API has no environment, so there is no address to copy.', state: 'soon' });
    return;
  }
  try {
    const valueOf = (name: string): string => request.parameters.find((one) => one.in === 'path' && one.name === name)?.value ?? '';
    let url = checkedUrl ?? `${environment.baseUrl.replace(/\/$/, '')}${filledPath(request.path, valueOf)}`;
    const headers = request.parameters.flatMap((one): [string, string][] => (one.in === 'header' ? [[one.name, one.value]] : []));
    if (request.mediaType) headers.push(['Content-Type', request.mediaType]);
    if (environment.credentialId !== null) {
      const place = credentialPlaceholder(await client.credentials.show({ id: environment.credentialId }));
      if (place.in === 'header') headers.push([place.name, place.value]);
      else url += `${url.includes('?') ? '&' : '?'}${encodeURIComponent(place.name)}=${encodeURIComponent(place.value)}`;
    }
    await shell.call('copyText', { text: curlOf({ method: request.method, url, headers, body: request.body }) });
    toast({ words: environment.credentialId === null ? 'Copied as curl' : 'Copied as curl, with a placeholder for the secret' });
  } catch (error) {
    const { happened, remedy } = asFault(error).data;
    toast({ words: `${happened} ${remedy}`, state: 'broken' });
  }
}

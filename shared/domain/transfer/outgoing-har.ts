import type { PostData } from 'har-format';
import type { HarRequestInput } from './har-write.ts';
import { placeOfSecret, secretName, sentText, sentType, withParameter, type OutgoingRequest } from './outgoing.ts';

/** The request as a HAR has it; where its secret would stand there is `{{NAME}}`. */
export function outgoingHar(request: OutgoingRequest): HarRequestInput {
  const { credential } = request;
  const secret = credential === null ? null : placeOfSecret(credential);
  const mark = credential === null ? '' : `{{${secretName(credential)}}}`;
  const type = sentType(request);
  const headers: (readonly [string, string])[] = [...request.headers];
  if (type !== null && !headers.some(([name]) => name.toLowerCase() === 'content-type')) headers.push(['Content-Type', type]);
  if (credential !== null && secret === null) headers.push(['Authorization', `Basic {{BASE64_OF_${secretName(credential)}}}`]);
  if (secret?.in === 'header') headers.push([secret.name, `${secret.before}${mark}`]);
  return {
    method: request.method,
    url: secret?.in === 'query' ? withParameter(request.url, secret.name, mark) : request.url,
    headers,
    postData: postDataOf(request),
    comment: request.name,
  };
}

function postDataOf(request: OutgoingRequest): PostData | null {
  const { content } = request;
  const text = sentText(request);
  if (text !== null) return { mimeType: sentType(request) ?? 'text/plain', text };
  if (content.kind === 'form') {
    const params = content.fields.filter(({ isOff }) => !isOff).map(({ name, value }) => ({ name, value }));
    return { mimeType: 'application/x-www-form-urlencoded', params };
  }
  if (content.kind === 'multipart') {
    const params = content.parts
      .filter(({ isOff }) => !isOff)
      .map(({ name, value, path, mediaType }) => ({
        name,
        ...(path === null ? { value } : { fileName: path }),
        ...(mediaType === null ? {} : { contentType: mediaType }),
      }));
    return { mimeType: 'multipart/form-data', params };
  }
  return content.kind === 'file'
    ? { mimeType: content.mediaType ?? 'application/octet-stream', text: '', comment: `The content of ${content.path}` }
    : null;
}

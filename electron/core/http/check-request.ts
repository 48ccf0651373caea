import { Fault } from '../../../shared/contract/errors.ts';
import type { HttpRequest } from './http-types.ts';

// RFC 9110 section 5.6.2 (token) and section 5.5 (field value; obs-text allowed, control characters not).
const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Set by the engine from the body and the connection; a second opinion on them is request smuggling. */
const engineHeaders = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'te', 'trailer']);

/**
 * Refuses a method or header that could change the meaning of the message on the wire.
 *
 * @throws Fault `bad_input`, naming the header, before anything is sent.
 */
export function checkRequest(request: HttpRequest): void {
  if (!tokenPattern.test(request.method)) {
    throw refusal('The method has characters that are not allowed in one.', 'Use a method such as GET or POST.', 'method');
  }
  if (request.method === 'CONNECT') {
    throw refusal('The method CONNECT opens a tunnel and cannot be sent.', 'Use another method.', 'method');
  }
  const single = new Set<string>();
  for (const [name, value] of request.headers) {
    const shown = visible(name);
    if (!tokenPattern.test(name)) {
      throw refusal(
        `The header name "${shown}" has characters that are not allowed in one.`,
        'Use letters, digits and hyphens, without spaces or line breaks.',
        `headers.${shown}`,
      );
    }
    if (!valuePattern.test(value)) {
      throw refusal(
        `The value of the header "${shown}" has a line break or another character that cannot be sent.`,
        'Remove it, or encode the value, for example as base64.',
        `headers.${shown}`,
      );
    }
    const lower = name.toLowerCase();
    if (engineHeaders.has(lower)) {
      throw refusal(
        `The header "${shown}" belongs to the connection and is not yours to set.`,
        'Remove it from the request.',
        `headers.${shown}`,
      );
    }
    if (lower === 'host' || lower === 'content-length') {
      if (single.has(lower)) {
        throw refusal(`The header "${shown}" is there twice.`, 'Keep one of them.', `headers.${shown}`);
      }
      single.add(lower);
    }
    if (lower === 'content-length' && value.trim() !== String(bodyLength(request.body))) {
      throw refusal(
        `The header "${shown}" says ${visible(value)}, but the body has ${bodyLength(request.body)} bytes.`,
        'Remove the header: the length is filled in when the request is sent.',
        `headers.${shown}`,
      );
    }
  }
}

/** Bytes of a request body as it will be sent. */
export function bodyLength(body: HttpRequest['body']): number {
  if (body === null) return 0;
  return typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
}

function refusal(happened: string, remedy: string, path: string): Fault {
  return new Fault('bad_input', { happened, remedy, place: { path } });
}

/** The value as it can be shown in a message: control characters written out, cut at 60. */
function visible(text: string): string {
  const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(cut).slice(1, -1);
}

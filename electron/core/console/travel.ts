import type { RequestDraft } from '../../../shared/contract/console.ts';
import type { StreamEvent } from '../../../shared/contract/workspace.ts';
import { createEventStreamReader } from '../../../shared/domain/console/event-stream.ts';
import type { SendOptions } from '../http/http-engine.ts';
import type { CookieHandler } from '../http/http-types.ts';

export interface TravelTools {
  readonly cookiesOf: (environmentId: string) => CookieHandler;
  /** Tells whoever watches of what came of a stream; the text is redacted here. */
  readonly onStream?: ((streamId: string, events: StreamEvent[]) => void) | undefined;
  /** Told of how many events of a stream came together, and when. */
  readonly onEvents: (count: number, at: number) => void;
  readonly now: () => number;
  readonly redact: (text: string) => string;
}

/** How a draft travels, as the HTTP engine takes it: redirects, cookies, version, and what is told of a stream. */
export function travelOf(
  draft: Pick<RequestDraft, 'travel' | 'environmentId' | 'streamId'>,
  tools: TravelTools,
): Pick<SendOptions, 'allowedRedirect' | 'cookies' | 'httpVersion' | 'onStream'> & { readonly maxRedirects: number } {
  const { travel, environmentId, streamId } = draft;
  const allowed = new Set(travel.allowedRedirects.flatMap((address) => (URL.canParse(address) ? [new URL(address).origin] : [])));
  const tell = tools.onStream;
  return {
    maxRedirects: travel.maxRedirects,
    allowedRedirect: ({ to }) => allowed.has(new URL(to).origin),
    httpVersion: travel.httpVersion,
    ...(travel.usesCookies ? { cookies: tools.cookiesOf(environmentId) } : {}),
    onStream: teller(streamId !== undefined && tell ? (events) => tell(streamId, events) : null, tools),
  };
}

function teller(tell: ((events: StreamEvent[]) => void) | null, { onEvents, now, redact }: TravelTools): (chunk: Uint8Array) => void {
  const reader = createEventStreamReader();
  const decoder = new TextDecoder();
  return (chunk) => {
    const events = reader.push(decoder.decode(chunk, { stream: true }));
    if (events.length === 0) return;
    const at = now();
    onEvents(events.length, at);
    tell?.(events.map(({ name, data, id }) => ({ at, name: redact(name), data: redact(data), id: redact(id) })));
  };
}

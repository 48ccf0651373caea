import type { ReceiverState, WebhookDelivery, WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { schemeIds, schemes } from '../../../shared/domain/webhooks/scheme.ts';
import { formatCount } from '../../ui/format.ts';
import type { StandingState } from '../../ui/mark.tsx';

export const schemeItems = schemeIds.map((value) => ({ value, label: schemes[value].words }));

/** The finding: what fails, or that all holds. */
export function inboxTitle(endpoints: readonly WebhookEndpoint[]): string {
  const open = endpoints.reduce((sum, endpoint) => sum + endpoint.open, 0);
  if (open > 0) return open === 1 ? 'One delivery fails' : `${numberWord(open)} deliveries fail`;
  const silent = endpoints.filter(({ standing }) => standing.state === 'soon');
  if (silent.length > 0) return silent.length === 1 ? `${silent[0]?.name} is silent` : `${numberWord(silent.length)} endpoints are silent`;
  if (!endpoints.some(({ lastAt }) => lastAt !== null)) return 'Nothing came in yet';
  return endpoints.some(({ failed30d }) => failed30d > 0) ? 'No delivery needs you' : 'Every delivery holds';
}

export function inboxSub(endpoints: readonly WebhookEndpoint[], receiver: ReceiverState | undefined): string {
  const came = endpoints.reduce((sum, { deliveries30d }) => sum + deliveries30d, 0);
  const counted = `${plural(endpoints.length, 'endpoint')}, ${plural(came, 'delivery', 'deliveries')} in 30 days`;
  if (receiver?.isOpen === true) return `${counted} · receiving on 127.0.0.1:${receiver.port}`;
  return `${counted} · receiver closed`;
}

/** Whether what comes now can be verified on this computer. */
export const hasSecretHere = ({ secrets }: Pick<WebhookEndpoint, 'secrets'>): boolean =>
  secrets.some(({ role, isHere }) => role === 'active' && isHere);

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
const numberWord = (count: number): string => numbers[count] ?? formatCount(count);

export const plural = (count: number, one: string, many = `${one}s`): string => `${formatCount(count)} ${count === 1 ? one : many}`;

const markOf: Readonly<Record<WebhookDelivery['state'], StandingState>> = { holds: 'holds', fails: 'broken', unknown: 'no data' };

/** How a delivery stands; one that somebody dealt with is no alarm any more. */
export function deliveryMark(delivery: Pick<WebhookDelivery, 'state' | 'isSettled' | 'deadWords' | 'lastReplay'>): StandingState {
  if (delivery.state === 'fails' && (delivery.isSettled || delivery.deadWords === null)) return 'no data';
  if (delivery.state === 'holds' && delivery.lastReplay === 'refused' && !delivery.isSettled) return 'soon';
  return markOf[delivery.state];
}

const causeWords: Readonly<Record<NonNullable<WebhookDelivery['diagnosis']>, string>> = {
  stale: 'too late',
  header_missing: 'no signature',
  former_secret: 'former secret',
  secret_whitespace: 'blanks in the secret',
  key_decoding: 'key decoded otherwise',
  signature_encoding: 'hex or base64',
  algorithm: 'other algorithm',
  body_encoding: 'bytes changed',
  body_reserialised: 'body written anew',
  other_header: 'signed otherwise',
  unexplained: 'does not fit',
};
const codeWords: Readonly<Record<NonNullable<WebhookDelivery['code']>, string>> = {
  mismatch: 'does not fit',
  stale: 'too late',
  missing: 'no signature',
  malformed: 'no readable signature',
  no_secret: 'no secret here',
  unparsable: 'no JSON',
  too_large: 'too large',
};

/** A verdict in two or three words. */
export function verdictWords(delivery: Pick<WebhookDelivery, 'state' | 'code' | 'diagnosis'>): string {
  if (delivery.state === 'holds') return 'holds';
  if (delivery.diagnosis !== null) return causeWords[delivery.diagnosis];
  return delivery.code === null ? 'not verified' : codeWords[delivery.code];
}

/** What became of it after it came. */
export function afterWords(delivery: WebhookDelivery): string {
  if (delivery.lastReplay !== null) return `replay ${delivery.lastReplay}`;
  if (delivery.isSettled) return `dealt with by ${delivery.settledBy ?? 'somebody'}`;
  if (delivery.state === 'fails' && delivery.deadWords === null) return 'came right later';
  return '';
}

export const sourceWords: Readonly<Record<WebhookDelivery['source'], string>> = {
  receiver: 'received here',
  paste: 'pasted',
  file: 'from a file',
  sample: 'from the sample',
};

/** "14 days: 12 came, 3 failed": what the strip draws. */
export function stripWords(days: WebhookEndpoint['days']): string {
  const came = days.reduce((sum, day) => sum + (day?.came ?? 0), 0);
  const failed = days.reduce((sum, day) => sum + (day?.failed ?? 0), 0);
  return `${days.length} days: ${formatCount(came)} came, ${formatCount(failed)} failed`;
}

/** A number, by what stands before it, that JavaScript would round. */
const mayLoseDigits = /[:[,]\s*-?(?:\d{16}|\d+\.\d{15})/;

/** JSON laid out to read, as long as no number would lose digits by it; else the text as it came. */
export function prettyBody(text: string): { readonly text: string; readonly language: 'json' | 'text' } {
  try {
    const document: unknown = JSON.parse(text);
    return { text: mayLoseDigits.test(text) ? text : JSON.stringify(document, null, 2), language: 'json' };
  } catch {
    return { text, language: 'text' };
  }
}

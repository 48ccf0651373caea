/** A field that the history is searched by: `status:5xx`. */
export interface HistoryFieldFacts {
  /** What it asks, for the suggestion. */
  readonly words: string;
  /** Its values; for fields whose values are names, empty. */
  readonly values: readonly (readonly [value: string, words: string])[];
  /** How a value looks, where it is no choice. */
  readonly example: string;
  /** Whether a value must be one of `values`. */
  readonly isChoice: boolean;
}

const choice = (words: string, values: HistoryFieldFacts['values']): HistoryFieldFacts => ({
  words,
  values,
  example: values[0]?.[0] ?? '',
  isChoice: true,
});
const open = (words: string, example: string, values: HistoryFieldFacts['values'] = []): HistoryFieldFacts => ({
  words,
  values,
  example,
  isChoice: false,
});

/** Every field, in the order in which they are suggested. The keys are what a person types. */
export const historyFields = {
  status: open('how it ended', '5xx', [
    ['5xx', 'the vendor’s failures'],
    ['4xx', 'our mistakes'],
    ['2xx', 'done'],
    ['3xx', 'elsewhere'],
    ['429', 'too many requests'],
    ['>=400', 'any failure with an answer'],
    ['none', 'no answer came'],
    ['unknown', 'nobody knows whether it took effect'],
  ]),
  is: choice('only what failed', [
    ['failed', 'an error, a broken contract, or an unknown outcome'],
    ['repeated', 'sent in more than one attempt'],
  ]),
  vendor: open('whose API', 'adyen'),
  api: open('which API', '"Adyen Checkout"'),
  env: open('which environment, by name', 'live'),
  'env-kind': choice('what kind of environment', [
    ['production', ''],
    ['sandbox', ''],
    ['other', ''],
  ]),
  method: choice('HTTP method', [
    ['GET', ''],
    ['POST', ''],
    ['PUT', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['HEAD', ''],
    ['OPTIONS', ''],
  ]),
  path: open('part of the path', '/refunds'),
  host: open('part of the host', 'adyen.com'),
  since: open('sent at that time or later', '-2d', [
    ['-1h', 'the last hour'],
    ['-24h', 'the last 24 hours'],
    ['-7d', 'the last 7 days'],
    ['-30d', 'the last 30 days'],
  ]),
  until: open('sent before; a day counts whole', '2026-11-01', [
    ['-1h', 'an hour ago'],
    ['-1d', 'a day ago'],
  ]),
  class: choice('whose failure', [
    ['ours', 'we sent what it cannot take'],
    ['theirs', 'the vendor failed'],
    ['network', 'no way through'],
    ['limit', 'too much at once'],
    ['auth', 'not let in'],
    ['contract', 'it breaks the contract'],
    ['unknown', 'not known'],
    ['ok', 'no failure'],
  ]),
  verdict: choice('against its contract', [
    ['breaks', ''],
    ['fits', ''],
    ['not-checked', ''],
  ]),
  took: open('how long it took', '>1s', [
    ['>1s', 'more than a second'],
    ['>5s', 'more than five seconds'],
    ['<100ms', 'less than 100 ms'],
  ]),
  source: choice('sent from where', [
    ['console', ''],
    ['terminal', ''],
    ['monitor', ''],
    ['flow', ''],
    ['runbook', ''],
    ['credential', 'fetching a token'],
    ['sample', ''],
  ]),
  by: open('who sent it', 'ada'),
  request: open('sent from a saved request', '"Refund a payment"'),
  run: open('sent by a run of a flow: its number', '12'),
  credential: open('which credential authenticated', '"Adyen live"'),
  id: open('any ID, whole: ours, the vendor’s, or the number', '01985f2e-9a4c-7d11-8a53-2f6f1d0c9b7e'),
} as const satisfies Readonly<Record<string, HistoryFieldFacts>>;

export type HistoryField = keyof typeof historyFields;
export const historyFieldNames = Object.keys(historyFields) as HistoryField[];

export const isHistoryField = (name: string): name is HistoryField => Object.hasOwn(historyFields, name);

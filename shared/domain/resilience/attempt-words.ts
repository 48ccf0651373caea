/** Causes that read badly as they are named in the records. */
const known: Readonly<Record<string, string>> = {
  body_truncated: 'cut off',
  body_too_large: 'body too large',
  not_http: 'no HTTP',
  bad_framing: 'bad framing',
  total_timeout: 'out of time',
  answer_timeout: 'no answer in time',
  slow_answer: 'dripped',
  tls_untrusted: 'not trusted',
};

/** How an attempt ended, in two words: "429", "cut off", "no answer". */
export function attemptWords({ status, cause }: { readonly status: number | null; readonly cause: string | null }): string {
  if (status !== null) return String(status);
  return cause === null ? 'no answer' : (known[cause] ?? cause.replaceAll('_', ' '));
}

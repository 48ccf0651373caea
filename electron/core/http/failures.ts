import type { FailureCause, FailurePhase, HttpFailure } from './http-types.ts';

/** What the words of a failure may need to name. */
export interface FailureScene {
  readonly phase: FailurePhase;
  /** Host and port as written in the address. */
  readonly host: string;
  readonly mayHaveReachedServer: boolean;
  /** Who issued the certificate, when one was seen. */
  readonly issuer?: string | null;
  /** A number the sentence is about: milliseconds, bytes, a status or a count. */
  readonly amount?: number;
  /** Where a redirect pointed to, or another name the sentence needs. */
  readonly target?: string;
  readonly code?: string | null;
}

type Words = readonly [happened: string, remedy: string];

/** Names a failure: its phase and cause, one sentence on what happened and one on what to do. */
export function describeFailure(cause: FailureCause, scene: FailureScene): HttpFailure {
  const [happened, remedy] = words[cause]({ ...scene, ...(scene.target === undefined ? {} : { target: shortened(scene.target) }) });
  const { phase, mayHaveReachedServer, target } = scene;
  const asked = cause === 'redirect_needs_confirmation' && target !== undefined ? { target } : {};
  return { phase, cause, happened, remedy, code: scene.code ?? null, mayHaveReachedServer, ...asked };
}

/** A server chooses where it redirects to: a sentence has no room for tens of thousands of letters. */
const shortened = (target: string): string => (target.length > 200 ? `${target.slice(0, 200)}…` : target);

const checkBeforeResend = 'If the request changes something, check at the vendor whether it was done before you send it again.';

const words: { readonly [cause in FailureCause]: (scene: FailureScene) => Words } = {
  invalid_url: (s) => [
    `"${s.target ?? s.host}" is not an address a request can be sent to.`,
    'Write it as https://host/path, with keys and passwords in a credential instead of the address.',
  ],
  unsupported_scheme: (s) => [
    `The address starts with ${s.target ?? 'an unknown scheme'}, which is not sent from here.`,
    'Use an address that starts with https:// or http://.',
  ],
  name_not_found: (s) => [
    `No server is known under the name ${s.host}.`,
    'Check the spelling of the host, and whether it is only known inside a VPN that is off.',
  ],
  dns_unreachable: (s) => [`The name ${s.host} could not be looked up.`, 'Check the network connection, then send again.'],
  refused: (s) =>
    s.phase === 'proxy'
      ? [
          `The proxy on the way to ${s.host} refused the connection: nothing listens there.`,
          'Check the proxy in Settings, and whether it is running.',
        ]
      : [`${s.host} refused the connection: nothing listens on that port.`, 'Check the port, and whether the service is running.'],
  unreachable: (s) => [`There is no way through the network to ${s.host}.`, 'Check the network connection, the VPN and the firewall.'],
  connect_timeout: (s) => [
    `${s.host} did not take the connection within ${seconds(s.amount)}.`,
    'Check the host and port, and whether a firewall drops the connection.',
  ],
  proxy_refused: (s) => [
    `The proxy did not let the connection to ${s.host} through${s.amount ? ` (it answered ${s.amount})` : ''}.`,
    'Ask whoever runs the proxy to allow this host, or change the proxy in Settings.',
  ],
  proxy_auth_required: (s) => [
    `The proxy wants a user name and password before it connects to ${s.host}.`,
    'Enter them for the proxy in Settings.',
  ],
  proxy_unsupported: (s) => [
    `The proxy address ${s.target ?? ''} is of a kind that is not supported.`,
    'Set an http://, https:// or socks5:// proxy in Settings.',
  ],
  pac_failed: (s) => [`The proxy’s configuration could not be used: ${s.target ?? 'it failed'}.`, 'Look under Proxy in Settings.'],
  tls_untrusted: (s) => [
    `The certificate of ${s.host} is signed by an authority this computer does not trust${issuedBy(s)}.`,
    'Your company may inspect TLS: add its certificate in Settings.',
  ],
  tls_self_signed: (s) => [
    `The certificate of ${s.host} is signed by itself only${issuedBy(s)}.`,
    'If the server is yours, add its certificate in Settings; otherwise do not send anything to it.',
  ],
  tls_hostname: (s) => [
    `The certificate of the server is not made for the name ${s.host}${s.target ? ` (it is for ${s.target})` : ''}.`,
    'Use the name the certificate is made for, or ask whoever runs the server to renew it for this name.',
  ],
  tls_expired: (s) => [
    `The certificate of ${s.host} is not valid at this date.`,
    "Check this computer's clock; if it is right, ask whoever runs the server to renew the certificate.",
  ],
  tls_protocol: (s) => [
    `No encrypted connection could be agreed on with ${s.host}.`,
    'Check that this port speaks https and that the server offers TLS 1.2 or newer.',
  ],
  client_certificate: (s) => [
    `${s.host} lets in only callers with a client certificate that it knows, and got none that it takes.`,
    'Add the certificate and key that the vendor gave you, for this host and port, under Client certificates in Settings.',
  ],
  reset: (s) => [
    `${s.host} closed the connection before it answered.`,
    s.mayHaveReachedServer ? checkBeforeResend : 'Send again in a moment; if it stays, ask whoever runs the server.',
  ],
  total_timeout: (s) => [
    `The exchange with ${s.host} was not finished after ${seconds(s.amount)}.`,
    s.mayHaveReachedServer ? checkBeforeResend : 'Raise the time limit of the request, or send it again later.',
  ],
  answer_timeout: (s) => [`${s.host} took the request but did not answer within ${seconds(s.amount)}.`, checkBeforeResend],
  not_http: (s) =>
    s.code === 'INTERIM'
      ? [
          `${s.host} answered “101 Switching Protocols”, which nobody had asked for; what came after it was not read.`,
          `Tell whoever runs the server. ${checkBeforeResend}`,
        ]
      : [`What ${s.host} answered is not HTTP.`, 'Check the port, and whether the address should start with https:// instead of http://.'],
  headers_too_large: (s) => [
    `The headers of the answer from ${s.host} are larger than ${bytes(s.amount)}.`,
    'More than that is not taken here. Ask whoever runs the server to send less, or look at the answer with another tool.',
  ],
  body_too_large: (s) => [
    `The answer from ${s.host} is larger than ${bytes(s.amount)} and was stopped there.`,
    'Ask for less, for example page by page, or raise the size limit of the request.',
  ],
  body_truncated: (s) => [
    `The answer from ${s.host} ended before it was complete.`,
    'Send again; if it stays, tell whoever runs the server that answers are cut off.',
  ],
  bad_framing: (s) => [
    `The body of the answer from ${s.host} breaks the rules of HTTP, so where it ends is not known.`,
    'Send again; if it stays, tell whoever runs the server, or the proxy in between.',
  ],
  bad_encoding: (s) => [
    `The answer from ${s.host} says it is compressed with ${s.target ?? 'a known method'}, but it cannot be unpacked.`,
    'Send with the header Accept-Encoding: identity to see it as it is.',
  ],
  redirect_loop: (s) => [
    `The server redirects in a circle: ${s.target ?? s.host} came up twice.`,
    'Check the address and the credential; servers do this when a login is missing.',
  ],
  too_many_redirects: (s) => [
    `The server redirected more than ${s.amount ?? 0} times.`,
    'Check the address, or look at the hops to see where they lead.',
  ],
  redirect_scheme: (s) => [
    `The server redirected to ${s.target ?? 'another scheme'}, which is never followed.`,
    'Ask whoever runs the server; a redirect should lead to an https:// address.',
  ],
  redirect_needs_confirmation: (s) => [
    `The server redirected to ${s.target ?? s.host}, which needs your consent: it would ${s.code === 'SECRET_BODY' ? 'carry the secret in the body to another origin' : 'lead from the internet into a private network'}.`,
    'Send again with that redirect allowed only if you know why it leads there.',
  ],
  cancelled: (s) => [
    'The request was cancelled.',
    s.mayHaveReachedServer ? checkBeforeResend : 'Nothing was sent; send it again when you want to.',
  ],
  unknown: (s) => [
    `The exchange with ${s.host} failed${s.code ? ` (${s.code})` : ''}.`,
    s.mayHaveReachedServer ? checkBeforeResend : 'Send again; if it stays, look at the code and the log.',
  ],
};

function issuedBy(scene: FailureScene): string {
  return scene.issuer ? `, "${scene.issuer}"` : '';
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? 'the time limit' : `${Number((ms / 1000).toFixed(1))} s`;
}

function bytes(count: number | undefined): string {
  if (count === undefined) return 'the limit';
  if (count >= 1_000_000) return `${Number((count / 1_000_000).toFixed(1))} MB`;
  return count >= 1000 ? `${Number((count / 1000).toFixed(1))} kB` : `${count} bytes`;
}

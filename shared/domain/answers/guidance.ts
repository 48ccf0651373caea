import type { ErrorClass } from '../evidence/evidence.ts';

export const failedClasses = ['ours', 'theirs', 'network', 'limit', 'auth', 'contract', 'unknown'] as const;
export type FailedClass = (typeof failedClasses)[number];

/** What the app itself knows about a class of failures. */
export interface BuiltGuidance {
  readonly title: string;
  readonly meaning: string;
  readonly next: readonly string[];
  readonly ask: string;
}

const guidance: Readonly<Record<FailedClass, BuiltGuidance>> = {
  ours: {
    title: 'Our request is wrong',
    meaning: 'The vendor understood that we called and refused what we sent. Sending the same again gives the same answer.',
    next: [
      'Read what the vendor says below, and the field it names.',
      'Compare with the last good answer: what did that request have?',
      'Mend the request and send it once.',
    ],
    ask: 'Whoever built the request: the flow’s or the integration’s owner.',
  },
  theirs: {
    title: 'The vendor’s side failed',
    meaning: 'Our request arrived and their server could not finish it. It is rarely about what we sent.',
    next: [
      'Look at the vendor’s status page.',
      'Wait a little; a reading call can then be sent again.',
      'If it stays, give their support the request ID and the time.',
    ],
    ask: 'The vendor’s support, with their request ID.',
  },
  network: {
    title: 'The way to the vendor is broken',
    meaning: 'No whole answer came. The cause lies between this computer and their server: name, proxy, certificate, connection or time.',
    next: ['Read at which step it ended.', 'Try another API: if that fails too, it is this network.', 'Check VPN and proxy in Settings.'],
    ask: 'Whoever runs your network; the vendor only when other APIs work.',
  },
  limit: {
    title: 'A limit was reached',
    meaning: 'The vendor holds our calls back. Calls are refused until the limit opens again; nothing is wrong with the request.',
    next: ['Wait as long as the answer asks.', 'See who used it up: the API’s limits.', 'Spread the calls, or ask the vendor for more.'],
    ask: 'Whoever runs the flow that used it up; the vendor for a higher limit.',
  },
  auth: {
    title: 'The credential was not accepted',
    meaning: 'The vendor does not know our key, or the key may not do this. The request itself was not looked at.',
    next: [
      'Check that the credential belongs to this environment: a test key does not open production.',
      'See when it expires and when it was rotated.',
      'Check its scopes at the vendor.',
    ],
    ask: 'The credential’s owner.',
  },
  contract: {
    title: 'The answer is not what the contract says',
    meaning:
      'The call was answered, in another form than we agreed on. Mappings and flows that read it may take a wrong value without a word.',
    next: [
      'See each place under Contract.',
      'Compare with the last good answer.',
      'Import the vendor’s current contract, or tell them that they broke it.',
    ],
    ask: 'The vendor, with the exchange; the mapping’s owner for what depends on it.',
  },
  unknown: {
    title: 'Nobody knows what this means yet',
    meaning: 'The outcome fits none of the usual classes.',
    next: ['Read the answer and its headers.', 'Compare with the last good answer.', 'Write down below what it turned out to be.'],
    ask: 'The API’s owner.',
  },
};

/** Of a call that was ended or held back on this computer: the vendor refused nothing. */
const endedHere: BuiltGuidance = {
  title: 'The call was ended here',
  meaning: 'The vendor refused nothing: this call was ended or held back on this computer.',
  next: ['Read above why.', 'Send it again when that is put right.'],
  ask: 'Whoever sent it.',
};

/** The built-in guidance of a class; null for what is no failure. `hasAnswer`: something came back that could be read. */
export function guidanceFor(errorClass: string, hasAnswer = true): BuiltGuidance | null {
  if (errorClass === 'ours' && !hasAnswer) return endedHere;
  return Object.hasOwn(guidance, errorClass) ? guidance[errorClass as FailedClass] : null;
}

export interface EffectScene {
  readonly method: string;
  readonly status: number | null;
  readonly errorClass: ErrorClass | (string & {});
  readonly state: 'sent' | 'answered' | 'failed' | 'unknown';
  readonly phase: string | null;
  readonly hasIdempotencyKey: boolean;
}

export interface Effect {
  readonly verdict: 'no' | 'maybe' | 'likely';
  readonly words: string;
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);
/** Phases before the first byte of the request leaves. */
const before = new Set(['url', 'dns', 'proxy', 'connect', 'tls']);

/** Whether a call that failed may have changed something all the same. Null when it did not fail. */
export function effectOf(scene: EffectScene): Effect | null {
  const { method, status, state, phase } = scene;
  if (state === 'answered' && scene.errorClass === 'ok') return null;
  if (reading.has(method.toUpperCase()))
    return { verdict: 'no', words: 'It only reads: nothing can have changed. It is safe to send again.' };
  const again = scene.hasIdempotencyKey ? ' It carries an idempotency key: sending it again with the same key is safe.' : '';
  if (state === 'failed' && phase !== null && before.has(phase))
    return { verdict: 'no', words: 'It ended before the request left: nothing can have changed. It is safe to send again.' };
  if (state === 'failed' || state === 'unknown' || status === null)
    return {
      verdict: 'maybe',
      words: `It may have taken effect: the request left and no whole answer came back. Look at the vendor’s side before you send it again.${again}`,
    };
  if (status >= 500)
    return {
      verdict: 'maybe',
      words: `It may have taken effect: their server failed at an unknown point. Look at the vendor’s side before you send it again.${again}`,
    };
  if (status === 408 || status === 409 || status === 425)
    return { verdict: 'maybe', words: `It, or one like it, may be under way. Look at the vendor’s side before you send it again.${again}` };
  if (status >= 400) return { verdict: 'no', words: 'The vendor refused it: nothing should have changed.' };
  return { verdict: 'likely', words: 'It was answered, so it most likely took effect. Do not send it again without looking.' };
}

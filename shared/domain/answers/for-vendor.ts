import type { Exchange } from '../../contract/console.ts';
import { cutWords } from '../console/cut-words.ts';

/** Only about this connection, or about us. */
const leftOutHeaders: ReadonlySet<string> = new Set([
  'connection',
  'cookie',
  'proxy-authorization',
  'proxy-connection',
  'x-forwarded-for',
  'forwarded',
  'via',
]);
const ownAddress = /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|::1|f[cd]|fe80)/i;
/** `/home/ada/…`, `C:\Users\…`, `file:///…`: where something lies on our computer. */
const localPath =
  /(?:file:\/\/\S+|\b[A-Za-z]:\\[^\s"'<>]+|(?<![\w.:/])\/(?:home|Users|root|tmp|var|etc|opt|mnt|media|private|usr|srv|Volumes|workspace|work)\/[^\s"'<>]*)/g;

/** An exchange as the vendor may see it: its own headers, bodies and times; nothing that is only ours. */
export function forVendor(exchange: Exchange): Exchange {
  return {
    ...exchange,
    requestHeaders: exchange.requestHeaders.filter(([name]) => !leftOutHeaders.has(name.toLowerCase())),
    timings:
      exchange.timings === null
        ? null
        : {
            ...exchange.timings,
            remoteAddress: ownAddress.test(exchange.timings.remoteAddress ?? '') ? null : exchange.timings.remoteAddress,
          },
    // What happened is said in words for us: with our files, our proxy, our network. Its phase and cause are enough.
    failure: exchange.failure === null ? null : { ...exchange.failure, happened: failureWords(exchange), remedy: '' },
    credentialName: null,
    updated: [],
  };
}

export const failureWords = ({ failure, cut }: Pick<Exchange, 'failure' | 'cut'>): string =>
  failure === null
    ? ''
    : `${cut === null ? 'No answer' : `Cut off, ${cutWords(cut)}`}: ${failure.cause.replaceAll('_', ' ')} (${failure.phase.replaceAll('_', ' ')})`;

/** A text without places on our computer. */
export const withoutLocalPaths = (text: string): string => text.replaceAll(localPath, '[a path on our computer]');

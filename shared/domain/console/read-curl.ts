import { cmdWords, isForCmd, withoutPrompt } from './command-dialect.ts';
import { fileToChoose } from './file-to-choose.ts';
import { hideNames } from './given-text.ts';
import { shellWords } from './shell-words.ts';

export interface CurlCommand {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  /** Of -F: a form with files; empty when there is none. A file is named, never read. */
  readonly parts: readonly CurlPart[];
  /** Of -d @file and -T: the file that is the whole body. Named, never read. */
  readonly file: string | null;
  /** From -u; its password is left out. */
  readonly username: string | null;
  /** A user name with a password was given. */
  readonly hadPassword: boolean;
  /** Of --max-time, --max-redirs and --http1.1; null when it was not said. */
  readonly timeoutMs: number | null;
  readonly maxRedirects: number | null;
  readonly httpVersion: '1.1' | null;
  /** What cannot be taken over, one sentence each. */
  readonly notes: readonly string[];
}

export interface CurlPart {
  readonly name: string;
  readonly value: string;
  readonly path: string | null;
  readonly mediaType: string | null;
}

export type CurlFault = 'not_curl' | 'unclosed_quote' | 'no_address' | 'several_addresses' | 'missing_value' | 'file';

export interface CurlProblem {
  readonly kind: CurlFault;
  /** The option or text that it is about. */
  readonly at: string;
}

/** Options of curl that take a value which means nothing here. */
const ignoredWithValue = new Set(
  '-o --output -w --write-out --connect-timeout --retry --retry-delay --retry-max-time --resolve --ciphers -D --dump-header -c --cookie-jar --interface --limit-rate -Y -y -z --time-cond --tls-max --trace --trace-ascii --stderr -K --config --noproxy'.split(
    ' ',
  ),
);
/** What the app has a place for that is not the request. */
const placesElsewhere: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['-E', '--cert', '--cert-type', '--key', '--key-type', '--pass'].map((option) => [
      option,
      'a client certificate is added under Settings, for its host',
    ]),
  ),
  ...Object.fromEntries(['--cacert', '--capath'].map((option) => [option, 'an authority is added under Settings'])),
  ...Object.fromEntries(['-x', '--proxy', '-U', '--proxy-user'].map((option) => [option, 'the proxy is set under Settings'])),
};
const plainFlags = new Set(
  '-s --silent -S --show-error -v --verbose -i --include -L --location -f --fail --fail-with-body --compressed -# --progress-bar --http2 --http3 -4 --ipv4 -6 --ipv6 -N --no-buffer --globoff -g --path-as-is --tlsv1.2 --tlsv1.3 --ssl --raw --basic -O --remote-name -J --no-progress-meter'.split(
    ' ',
  ),
);
/** Short options that take a value, which may stand right behind the letter: -XPOST. */
const shortWithValue = 'XHdubAeFTomwxUcDEKyYzr';

/** Reads one curl command as people copy it from vendors' docs and from a browser. Nothing is run. */
export function readCurl(
  text: string,
): { readonly command: CurlCommand; readonly problem: null } | { readonly command: null; readonly problem: CurlProblem } {
  const line = withoutPrompt(text);
  const { words, fault, input } = isForCmd(line) ? { ...cmdWords(line), input: null } : shellWords(line);
  const failed = (kind: CurlFault, at: string): { command: null; problem: CurlProblem } => ({ command: null, problem: { kind, at } });
  if (fault) return failed(fault, text.trim().slice(0, 60));
  if (!/^(?:.*[\\/])?curl(?:\.exe)?$/i.test(words[0] ?? '')) return failed('not_curl', words[0] ?? '');
  // From the end: taking the first of a list is slow in a long one.
  const left = words.slice(1).toReversed();
  const read = new Reading(input);
  for (let word = left.pop(); word !== undefined; word = left.pop()) {
    // Only where an option may stand: a value may look like one.
    const [option = '', ...rest] = spread(word);
    left.push(...rest.toReversed());
    const taken = read.take(option, () => left.pop() ?? null);
    if (taken) return failed(taken.kind, taken.at);
  }
  return read.finish();
}

/** `-XPOST` is `-X POST`, `-sSL` is `-s -SL`, `--data=x` is `--data x`. */
function spread(typed: string): string[] {
  // A word processor makes dashes of hyphens.
  const word = typed.replace(/^[–—](?=[A-Za-z]{2})/, '--').replace(/^[–—]/, '-');
  const long = /^(--[a-z][a-z0-9.-]*)=([\s\S]*)$/.exec(word);
  if (long) return [long[1] ?? '', long[2] ?? ''];
  if (!/^-[A-Za-z#]./.test(word)) return [word];
  const letter = word.charAt(1);
  return shortWithValue.includes(letter) ? [`-${letter}`, word.slice(2)] : [`-${letter}`, `-${word.slice(2)}`];
}

class Reading {
  #method: string | null = null;
  readonly #urls: string[] = [];
  readonly #headers: [string, string][] = [];
  readonly #data: string[] = [];
  readonly #notes: string[] = [];
  readonly #parts: CurlPart[] = [];
  #file: string | null = null;
  #isGet = false;
  #isHead = false;
  #isJson = false;
  #username: string | null = null;
  #hadPassword = false;
  #isUpload = false;
  #timeoutMs: number | null = null;
  #maxRedirects: number | null = null;
  #httpVersion: '1.1' | null = null;
  readonly #input: string | null;

  /** `input` is what stands in the command's here-document. */
  constructor(input: string | null) {
    this.#input = input;
  }

  /** Takes one option, with its value when it has one; a problem ends the reading. */
  take(arg: string, value: () => string | null): CurlProblem | null {
    const needed = (use: (text: string) => CurlProblem | null | void): CurlProblem | null => {
      const text = value();
      return text === null ? { kind: 'missing_value', at: arg } : (use(text) ?? null);
    };
    switch (arg) {
      case '-X':
      case '--request':
        return needed((text) => void (this.#method = text.toUpperCase()));
      case '--url':
        return needed((text) => void this.#urls.push(text));
      case '-H':
      case '--header':
        return needed((text) => this.#header(text));
      case '-d':
      case '--data':
      case '--data-ascii':
      case '--data-binary':
        return needed((text) => this.#dataOf(arg, text, true));
      case '--data-raw':
        return needed((text) => this.#dataOf(arg, text, false));
      case '--data-urlencode':
        return needed((text) => this.#encoded(arg, text));
      case '--json':
        this.#isJson = true;
        return needed((text) => this.#dataOf(arg, text, true));
      case '-u':
      case '--user':
        return needed((text) => this.#user(text));
      case '-G':
      case '--get':
        this.#isGet = true;
        return null;
      case '-I':
      case '--head':
        this.#isHead = true;
        return null;
      case '-A':
      case '--user-agent':
        return needed((text) => void this.#headers.push(['User-Agent', text]));
      case '-e':
      case '--referer':
        return needed((text) => void this.#headers.push(['Referer', text]));
      case '-b':
      case '--cookie':
        return needed((text) => void this.#headers.push(['Cookie', text]));
      case '--oauth2-bearer':
        return needed((text) => void this.#headers.push(['Authorization', `Bearer ${text}`]));
      case '-F':
      case '--form':
        return needed((text) => this.#part(text, true));
      case '--form-string':
        return needed((text) => this.#part(text, false));
      case '-T':
      case '--upload-file':
        this.#isUpload = true;
        return needed((text) => this.#dataOf(arg, `@${text}`, true));
      case '-m':
      case '--max-time':
        return needed((text) => void (this.#timeoutMs = numberWithin(Number(text) * 1000, 100, 600_000)));
      case '--max-redirs':
        return needed((text) => void (this.#maxRedirects = numberWithin(Number(text), 0, 20)));
      case '--http1.1':
      case '--http1.0':
        this.#httpVersion = '1.1';
        return null;
      case '-k':
      case '--insecure':
        this.#notes.push('-k was left out: certificates are always checked.');
        return null;
      default:
        return this.#other(arg, value);
    }
  }

  #other(arg: string, value: () => string | null): CurlProblem | null {
    if (!arg.startsWith('-') || arg === '-') {
      this.#urls.push(arg);
      return null;
    }
    if (plainFlags.has(arg)) return null;
    if (Object.hasOwn(placesElsewhere, arg)) {
      value();
      this.#notes.push(`${arg} was left out: ${placesElsewhere[arg]}.`);
      return null;
    }
    if (ignoredWithValue.has(arg)) value();
    this.#notes.push(`${arg} was left out.`);
    return null;
  }

  #header(text: string): null {
    const cut = text.indexOf(':');
    if (cut > 0 && text.slice(cut + 1).trim() !== '') this.#headers.push([text.slice(0, cut).trim(), text.slice(cut + 1).trim()]);
    else if (/;\s*$/.test(text)) this.#headers.push([text.replace(/;\s*$/, '').trim(), '']);
    else this.#notes.push(`The header “${text.slice(0, 40)}” has no value and was left out.`);
    return null;
  }

  #dataOf(arg: string, text: string, mayBeFile: boolean): CurlProblem | null {
    if (mayBeFile && text === '@-' && this.#input !== null) this.#data.push(this.#input);
    else if (mayBeFile && text.startsWith('@')) {
      if (text === '@-' || text === '@.' || this.#file !== null) return { kind: 'file', at: `${arg} ${text}` };
      this.#file = text.slice(1);
    } else this.#data.push(text);
    return null;
  }

  #encoded(arg: string, text: string): CurlProblem | null {
    const named = /^([^=@]*)([=@])([\s\S]*)$/.exec(text);
    if (named?.[2] === '@') return { kind: 'file', at: `${arg} ${text}` };
    const [name, content] = named ? [named[1] ?? '', named[3] ?? ''] : ['', text];
    const hidden = hideNames(content);
    this.#data.push(`${name === '' ? '' : `${name}=`}${hidden.raw(encodeURIComponent(hidden.text))}`);
    return null;
  }

  /** `name=value`, `name=@file`, each with `;type=…` behind it (curl's manual, --form). */
  #part(text: string, mayBeFile: boolean): null {
    const cut = text.indexOf('=');
    const name = cut === -1 ? text : text.slice(0, cut);
    const rest = cut === -1 ? '' : text.slice(cut + 1);
    if (!mayBeFile) {
      this.#parts.push({ name, value: rest, path: null, mediaType: null });
      return null;
    }
    const mediaType = /;\s*type=([^;]+)/i.exec(rest)?.[1]?.trim() ?? null;
    const plain = rest.replaceAll(/;\s*(?:type|filename|encoder)=[^;]*/gi, '');
    const isFile = /^[@<]/.test(plain);
    const unquoted = plain.slice(isFile ? 1 : 0).replace(/^"(.*)"$/, '$1');
    this.#parts.push({ name, value: isFile ? '' : unquoted, path: isFile ? unquoted : null, mediaType });
    return null;
  }

  #user(text: string): null {
    const cut = text.indexOf(':');
    this.#username = cut === -1 ? text : text.slice(0, cut);
    this.#hadPassword = cut !== -1 && cut + 1 < text.length;
    return null;
  }

  finish(): ReturnType<typeof readCurl> {
    const [url, second] = this.#urls;
    if (url === undefined || url === '') return { command: null, problem: { kind: 'no_address', at: '' } };
    if (second !== undefined) return { command: null, problem: { kind: 'several_addresses', at: second } };
    const data = this.#data.length === 0 ? null : this.#data.join(this.#isJson ? '' : '&');
    if (this.#file !== null && (data !== null || this.#isGet || this.#parts.length > 0))
      return { command: null, problem: { kind: 'file', at: `@${fileToChoose(this.#file)} beside other data` } };
    const isInQuery = this.#isGet && data !== null;
    const body = isInQuery ? null : data;
    const has = (name: string): boolean => this.#headers.some(([known]) => known.toLowerCase() === name);
    const headers = [...this.#headers];
    if ((body !== null || (this.#file !== null && !this.#isUpload)) && !has('content-type'))
      headers.push(['Content-Type', this.#isJson ? 'application/json' : 'application/x-www-form-urlencoded']);
    if (this.#isJson && !has('accept')) headers.push(['Accept', 'application/json']);
    // A name in its place may stand for the scheme too.
    const whole = /^(?:[a-z][a-z0-9+.-]*:\/\/|\{\{)/i.test(url) ? url : `https://${url}`;
    return {
      problem: null,
      command: {
        method: this.#method ?? this.#usualMethod(body !== null || this.#file !== null || this.#parts.length > 0),
        url: isInQuery ? `${whole}${whole.includes('?') ? '&' : '?'}${data}` : whole,
        headers,
        body,
        parts: this.#parts,
        file: this.#file,
        username: this.#username,
        hadPassword: this.#hadPassword,
        timeoutMs: this.#timeoutMs,
        maxRedirects: this.#maxRedirects,
        httpVersion: this.#httpVersion,
        notes: this.#notes,
      },
    };
  }

  #usualMethod(hasBody: boolean): string {
    if (this.#isHead) return 'HEAD';
    if (this.#isUpload) return 'PUT';
    return hasBody ? 'POST' : 'GET';
  }
}

const numberWithin = (value: number, least: number, most: number): number | null =>
  Number.isFinite(value) && value > 0 ? Math.min(most, Math.max(least, Math.round(value))) : least === 0 && value === 0 ? 0 : null;

import { shellWords } from './shell-words.ts';

export interface CurlCommand {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  /** Of -F: a form with files; empty when there is none. A file is named, never read. */
  readonly parts: readonly CurlPart[];
  /** Of --data-binary @file: the file that is the whole body. Named, never read. */
  readonly file: string | null;
  /** From -u; its password is left out. */
  readonly username: string | null;
  /** A user name with a password was given. */
  readonly hadPassword: boolean;
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
  '-o --output -w --write-out -m --max-time --connect-timeout --retry --retry-delay --retry-max-time -x --proxy -U --proxy-user --resolve --cacert --capath --ciphers -D --dump-header -c --cookie-jar --interface --limit-rate --max-redirs -Y -y -z --time-cond --tls-max --trace --trace-ascii --stderr -K --config --noproxy'.split(
    ' ',
  ),
);
const secretFiles = new Set(['-E', '--cert', '--key', '--pass']);
const plainFlags = new Set(
  '-s --silent -S --show-error -v --verbose -i --include -L --location -f --fail --fail-with-body --compressed -# --progress-bar --http1.1 --http2 --http1.0 --http3 -4 --ipv4 -6 --ipv6 -N --no-buffer --globoff -g --path-as-is --tlsv1.2 --tlsv1.3 --ssl --raw --basic -O --remote-name -J --no-progress-meter'.split(
    ' ',
  ),
);
/** Short options that take a value, which may stand right behind the letter: -XPOST. */
const shortWithValue = 'XHdubAeFTomwxUcDEKyYzr';

/** Reads one curl command as people copy it from vendors' docs and from a browser. Nothing is run. */
export function readCurl(
  text: string,
): { readonly command: CurlCommand; readonly problem: null } | { readonly command: null; readonly problem: CurlProblem } {
  const { words, fault } = shellWords(text.replace(/^\s*\$\s+/, '').trim());
  const failed = (kind: CurlFault, at: string): { command: null; problem: CurlProblem } => ({ command: null, problem: { kind, at } });
  if (fault) return failed(fault, text.trim().slice(0, 60));
  if (!/^(?:.*[\\/])?curl(?:\.exe)?$/i.test(words[0] ?? '')) return failed('not_curl', words[0] ?? '');
  const left = words.slice(1);
  const read = new Reading();
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    // Only where an option may stand: a value may look like one.
    const [option = '', ...rest] = spread(word);
    left.unshift(...rest);
    const taken = read.take(option, () => left.shift() ?? null);
    if (taken) return failed(taken.kind, taken.at);
  }
  return read.finish();
}

/** `-XPOST` is `-X POST`, `-sSL` is `-s -SL`, `--data=x` is `--data x`. */
function spread(word: string): string[] {
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
        return { kind: 'file', at: arg };
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
    if (secretFiles.has(arg)) {
      value();
      this.#notes.push(`${arg} was left out: client certificates are not supported yet.`);
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
    // Only this one sends a file as it is; the others leave line ends out.
    if (arg === '--data-binary' && text.startsWith('@') && text !== '@-' && this.#file === null) this.#file = text.slice(1);
    else if (mayBeFile && text.startsWith('@')) return { kind: 'file', at: `${arg} ${text}` };
    else this.#data.push(text);
    return null;
  }

  #encoded(arg: string, text: string): CurlProblem | null {
    const named = /^([^=@]*)([=@])([\s\S]*)$/.exec(text);
    if (named?.[2] === '@') return { kind: 'file', at: `${arg} ${text}` };
    const [name, content] = named ? [named[1] ?? '', named[3] ?? ''] : ['', text];
    this.#data.push(`${name === '' ? '' : `${name}=`}${encodeURIComponent(content)}`);
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
      return { command: null, problem: { kind: 'file', at: `--data-binary @${this.#file}` } };
    const isInQuery = this.#isGet && data !== null;
    const body = isInQuery ? null : data;
    const has = (name: string): boolean => this.#headers.some(([known]) => known.toLowerCase() === name);
    const headers = [...this.#headers];
    if ((body !== null || this.#file !== null) && !has('content-type'))
      headers.push(['Content-Type', this.#isJson ? 'application/json' : 'application/x-www-form-urlencoded']);
    if (this.#isJson && !has('accept')) headers.push(['Accept', 'application/json']);
    const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`;
    return {
      problem: null,
      command: {
        method: this.#method ?? (this.#isHead ? 'HEAD' : body === null && this.#file === null && this.#parts.length === 0 ? 'GET' : 'POST'),
        url: isInQuery ? `${whole}${whole.includes('?') ? '&' : '?'}${data}` : whole,
        headers,
        body,
        parts: this.#parts,
        file: this.#file,
        username: this.#username,
        hadPassword: this.#hadPassword,
        notes: this.#notes,
      },
    };
  }
}

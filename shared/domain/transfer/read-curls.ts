import { contentOfCurl, filesToChoose } from '../console/curl-parts.ts';
import { goesOn, isForCmd, startsWithCurl } from '../console/command-dialect.ts';
import { asGivenText, hideNames } from '../console/given-text.ts';
import { readCurl, type CurlProblem } from '../console/read-curl.ts';
import { plainRequest, type ImportedAuth, type ImportedRequest, type ImportedSet } from './imported.ts';
import { givenUrl } from './split-url.ts';

interface CutCurl {
  readonly text: string;
  /** What a comment right above it calls it; empty without one. */
  readonly name: string;
}

/** Cuts a text with several curl commands apart: each begins on a line of its own, one that goes on says so at its end. */
export const splitCurls = (text: string): string[] => cutCurls(text).map((one) => one.text);

function cutCurls(text: string): CutCurl[] {
  // Quotes of cmd.exe are no quotes of a shell.
  const isOfShell = !isForCmd(text);
  const commands: CutCurl[] = [];
  let command: string[] = [];
  let heading = '';
  let next = '';
  let quote = '';
  /** The line at which a text ends that the command carries (`<<END`); null outside of one. */
  let ending: string | null = null;
  const push = (): void => {
    const whole = command.join('\n').trim();
    if (whole !== '') commands.push({ text: whole, name: heading });
    command = [];
  };
  for (const line of text.split(/\r?\n/)) {
    if (ending !== null) {
      command.push(line);
      if (line.trim() === ending) ending = null;
      continue;
    }
    const isBetween = quote === '' && !goesOn(command.at(-1) ?? '');
    if (isBetween && startsWithCurl(line)) {
      push();
      heading = next;
    }
    const comment = isBetween ? /^\s*(?:#(?!!)|\/\/|REM\b)\s*(.*)$/i.exec(line) : null;
    // Between two commands stand comments and empty lines.
    next = comment?.[1]?.trim() ?? '';
    if (comment !== null || (command.length === 0 && (line.trim() === '' || /^\s*#/.test(line)))) continue;
    command.push(line);
    if (isOfShell) quote = quoteAfter(line, quote);
    if (isOfShell && quote === '') ending = /(?:^|\s)<<-?\s*(['"]?)(\w+)\1\s*$/.exec(line)?.[2] ?? null;
  }
  push();
  return commands;
}

/** Which quote is open at the end of a line. */
function quoteAfter(line: string, open: string): string {
  let quote = open;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '\\' && quote !== "'") at += 1;
    else if (quote === '' && (char === "'" || char === '"')) quote = char;
    else if (char === quote) quote = '';
  }
  return quote;
}

const problems: Readonly<Record<CurlProblem['kind'], string>> = {
  not_curl: 'It is no curl command.',
  unclosed_quote: 'A quote in it is not closed.',
  no_address: 'It has no address that can be read.',
  several_addresses: 'It has more than one address.',
  missing_value: 'An option of it has no value.',
  file: 'It reads a file, which is not part of the command.',
};

/** The path of an address that may begin with a name; null for what is no address. */
function pathOf(address: string): string | null {
  const { text, raw } = hideNames(address.replace(/^(\{\{[^{}]*\}\})(?=[/?#]|$)/, 'https://$1'));
  const url = URL.parse(text);
  return url === null ? null : raw(url.pathname);
}

/** Reads one curl command or several. None is run. */
export function readCurls(text: string): ImportedSet {
  const requests: ImportedRequest[] = [];
  const left: { name: string; reason: string }[] = [];
  for (const [index, one] of cutCurls(text).entries()) {
    const { command, problem } = readCurl(one.text);
    if (problem) {
      left.push({ name: one.name || `Command ${index + 1}`, reason: problems[problem.kind] });
      continue;
    }
    const path = pathOf(command.url);
    if (path === null) {
      left.push({ name: `Command ${index + 1}`, reason: problems.no_address });
      continue;
    }
    const contentType = command.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
    const content = contentOfCurl(command);
    const basic: ImportedAuth | null =
      command.username === null ? null : { kind: 'basic', placement: null, username: command.username, secret: '', oauth: null };
    requests.push({
      ...plainRequest,
      name: (one.name || `${command.method} ${path}`).slice(0, 120),
      method: command.method,
      ...givenUrl(command.url),
      headers: command.headers
        .filter(([name]) => !/^(?:content-type|content-length|host)$/i.test(name))
        .map(([name, value]) => ({ name, value: asGivenText(value) })),
      mediaType: command.body === null ? null : contentType,
      body: command.body === null ? null : asGivenText(command.body),
      ...(content === null ? {} : { content }),
      auth: basic,
      timeoutMs: command.timeoutMs,
      followsRedirects: command.maxRedirects !== 0,
      lost: [...command.notes, ...filesToChoose(command)],
    });
  }
  return { format: 'curl', name: 'curl', requests, base: { name: '', values: [], secrets: [] }, environments: [], left, notes: [] };
}

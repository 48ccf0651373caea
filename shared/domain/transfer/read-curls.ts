import { asPlainText } from '../console/placeholders.ts';
import { contentOfCurl, filesToChoose } from '../console/curl-parts.ts';
import { goesOn, isForCmd, startsWithCurl } from '../console/command-dialect.ts';
import { readCurl, type CurlProblem } from '../console/read-curl.ts';
import { plainRequest, type ImportedAuth, type ImportedRequest, type ImportedSet } from './imported.ts';
import { splitUrl } from './split-url.ts';

/** Cuts a text with several curl commands apart: each begins on a line of its own, one that goes on says so at its end. */
export function splitCurls(text: string): string[] {
  // Quotes of cmd.exe are no quotes of a shell.
  const isOfShell = !isForCmd(text);
  const commands: string[] = [];
  let command: string[] = [];
  let quote = '';
  for (const line of text.split(/\r?\n/)) {
    const isStart = quote === '' && startsWithCurl(line) && !goesOn(command.at(-1) ?? '');
    if (isStart && command.length > 0) {
      commands.push(command.join('\n'));
      command = [];
    }
    // Between two commands stand comments and empty lines.
    if (command.length === 0 && (line.trim() === '' || /^\s*#/.test(line))) continue;
    command.push(line);
    if (isOfShell) quote = quoteAfter(line, quote);
  }
  if (command.length > 0) commands.push(command.join('\n'));
  return commands.map((one) => one.trim()).filter((one) => one !== '');
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

/** Reads one curl command or several. None is run. */
export function readCurls(text: string): ImportedSet {
  const requests: ImportedRequest[] = [];
  const left: { name: string; reason: string }[] = [];
  for (const [index, one] of splitCurls(text).entries()) {
    const { command, problem } = readCurl(one);
    if (problem) {
      left.push({ name: `Command ${index + 1}`, reason: problems[problem.kind] });
      continue;
    }
    const url = URL.parse(command.url);
    if (url === null) {
      left.push({ name: `Command ${index + 1}`, reason: problems.no_address });
      continue;
    }
    const contentType = command.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
    const content = contentOfCurl(command);
    const basic: ImportedAuth | null =
      command.username === null ? null : { kind: 'basic', placement: null, username: command.username, secret: '', oauth: null };
    requests.push({
      ...plainRequest,
      name: `${command.method} ${url.pathname}`.slice(0, 120),
      method: command.method,
      ...splitUrl(asPlainText(command.url)),
      headers: command.headers
        .filter(([name]) => !/^(?:content-type|content-length|host)$/i.test(name))
        .map(([name, value]) => ({ name, value: asPlainText(value) })),
      mediaType: command.body === null ? null : contentType,
      body: command.body === null ? null : asPlainText(command.body),
      ...(content === null ? {} : { content }),
      auth: basic,
      timeoutMs: command.timeoutMs,
      followsRedirects: command.maxRedirects !== 0,
      lost: [...command.notes, ...filesToChoose(command)],
    });
  }
  return { format: 'curl', name: 'curl', requests, base: { name: '', values: [], secrets: [] }, environments: [], left, notes: [] };
}

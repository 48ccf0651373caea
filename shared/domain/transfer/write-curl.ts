import { placeOfSecret, secretName, sentText, sentType, withParameter, type OutgoingRequest } from './outgoing.ts';

export type CurlShell = 'posix' | 'powershell' | 'cmd';

interface Shell {
  readonly program: string;
  readonly goesOn: string;
  readonly quoted: (text: string) => string;
  /** A text with a value of the environment at its end: `Bearer $TOKEN`. */
  readonly withSecret: (before: string, name: string, after?: string) => string;
}

const shells: Readonly<Record<CurlShell, Shell>> = {
  // Single quotes keep everything literal; a single quote itself is closed, escaped and opened again.
  posix: {
    program: 'curl',
    goesOn: ' \\\n  ',
    quoted: (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`,
    withSecret: (before, name, after = '') =>
      `"${before.replaceAll(/["$\\`]/g, String.raw`\$&`)}\${${name}}${after.replaceAll(/["$\\`]/g, String.raw`\$&`)}"`,
  },
  // In PowerShell 7.3 and later arguments arrive as they are written; a single quote is doubled. Curly quotes end a text there as straight ones do.
  powershell: {
    program: 'curl.exe',
    goesOn: ' `\n  ',
    quoted: (text) => `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`,
    withSecret: (before, name, after = '') => `"${inPowershell(before)}$($env:${name})${inPowershell(after)}"`,
  },
  // A batch file of Windows: double quotes, a percent sign is doubled, and a line goes on with a caret.
  cmd: {
    program: 'curl.exe',
    goesOn: ' ^\n  ',
    quoted: (text) => cmdQuoted(text),
    withSecret: (before, name, after = '') => `${cmdQuoted(before).slice(0, -1)}%${name}%${cmdQuoted(after).slice(1)}`,
  },
};

const inPowershell = (text: string): string => text.replaceAll(/["$`\u201c-\u201e]/g, '`$&');

/**
 * A line break cannot stand in an argument there: JSON bears a blank in its place. A quote is doubled and not written as \", which cmd
 * does not know: what follows would stand outside of the quotes for it, and an & there begins a command.
 */
const cmdQuoted = (text: string): string =>
  `"${text
    .replaceAll(/[\r\n]\s*/g, ' ')
    .replaceAll(/(\\*)("|$)/g, (_whole, slashes: string, end: string) => `${slashes}${slashes}${end}${end}`)
    .replaceAll('%', '%%')}"`;

/** The request as a curl command, one option a line. A secret stands in it as a value of the environment: `$ADYEN_KEY`. */
export function writeCurl(request: OutgoingRequest, shell: CurlShell = 'posix'): string {
  const { program, goesOn, quoted, withSecret } = shells[shell];
  const { credential, content } = request;
  const secret = credential === null ? null : placeOfSecret(credential);
  const text = sentText(request);
  const hasBody = text !== null || content.kind === 'form' || content.kind === 'multipart' || content.kind === 'file';
  // An imported request may have anything as its method.
  const named = /^[A-Z]+$/.test(request.method) ? request.method : quoted(request.method);
  const method = request.method === (hasBody ? 'POST' : 'GET') ? '' : request.method === 'HEAD' ? '-I ' : `-X ${named} `;
  const address =
    secret?.in === 'query' && credential !== null
      ? withSecret(withParameter(request.url, secret.name, ''), secretName(credential))
      : quoted(request.url);
  const lines = [`${program} ${method}${address}`];
  // What does not follow says so: others take a command without -L for one that forgot it.
  lines[0] = lines[0]?.replace(`${program} `, `${program} ${request.followsRedirects ? '-L' : '--max-redirs 0'} `) ?? '';
  for (const [name, value] of request.headers) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  const type = sentType(request);
  if (type !== null && content.kind !== 'form' && !request.headers.some(([name]) => name.toLowerCase() === 'content-type'))
    lines.push(`-H ${quoted(`Content-Type: ${type}`)}`);
  if (credential !== null) {
    const name = secretName(credential);
    if (secret === null) lines.push(`-u ${withSecret(`${credential.username ?? ''}:`, name)}`);
    else if (secret.in === 'header') lines.push(`-H ${withSecret(`${secret.name}: ${secret.before}`, name)}`);
  }
  if (text !== null && text !== '') lines.push(`--data-raw ${quoted(text)}`);
  if (content.kind === 'form')
    for (const one of content.fields) if (!one.isOff) lines.push(`--data-urlencode ${quoted(`${one.name}=${one.value}`)}`);
  if (content.kind === 'multipart') {
    for (const one of content.parts) {
      if (one.isOff) continue;
      const mediaType = one.mediaType === null ? '' : `;type=${one.mediaType}`;
      // -F takes a leading @ or < for a file; --form-string takes everything as it is.
      if (one.path !== null) lines.push(`-F ${quoted(`${one.name}=@${one.path}${mediaType}`)}`);
      else
        lines.push(
          mediaType === ''
            ? `--form-string ${quoted(`${one.name}=${one.value}`)}`
            : `-F ${quoted(`${one.name}="${one.value}"${mediaType}`)}`,
        );
    }
  }
  if (content.kind === 'file') lines.push(`--data-binary ${quoted(`@${content.path}`)}`);
  return lines.join(goesOn);
}

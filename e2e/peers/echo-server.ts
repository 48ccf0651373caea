// A vendor that gives back what it was sent, in every form a secret may take, in headers and in bodies.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface EchoServer {
  /** `http://127.0.0.1:40123` */
  readonly origin: string;
  /** `127.0.0.1:40123` */
  readonly host: string;
  readonly received: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** The paths that it answers; any other is 404, and echoes too. */
export const echoPaths = {
  /** 200, everything back. */
  echo: '/echo',
  /** 401 with a challenge and problem details (RFC 9457) that quote the secret. */
  refuse: '/refuse',
  /** 500 with a plain text trace that quotes it. */
  crash: '/crash',
  /** 302 to `to` of the query. */
  away: '/away',
  /** 302 to its own /echo, with the secret in the address. */
  around: '/around',
  /** A broken answer that quotes it in a malformed header line. */
  garble: '/garble',
  /** 200, everything in UTF-16, low byte first. */
  wideLittle: '/wide-le',
  /** The same, high byte first, without a word about its charset, and too large for the database. */
  wideBig: '/wide-be',
  /** Takes the request and never answers. */
  never: '/never',
} as const;

/** The values by which a secret may have come: headers that are not the client's own, the query, the body. */
function secretsOf(request: ReceivedRequest): string[] {
  const fromHeaders = Object.entries(request.headers)
    .filter(([name]) => name === 'authorization' || name === 'cookie' || (name.startsWith('x-') && name !== 'x-correlation-id'))
    .map(([, value]) => value.replace(/^(Bearer|Basic) /, ''));
  const fromBasic = (request.headers['authorization'] ?? '').startsWith('Basic ')
    ? [
        Buffer.from(fromHeaders[0] ?? '', 'base64')
          .toString()
          .replace(/^[^:]*:/, ''),
      ]
    : [];
  const fromQuery = [...new URL(request.url, 'http://host').searchParams.values()];
  return [...fromHeaders, ...fromBasic, ...fromQuery].filter((value) => value.length >= 6);
}

/** The four encodings in which an answer may carry a value. */
export function formsOf(value: string): { readonly plain: string; readonly base64: string; readonly url: string; readonly json: string } {
  return {
    plain: value,
    base64: Buffer.from(value).toString('base64'),
    url: encodeURIComponent(value),
    json: JSON.stringify(value).slice(1, -1),
  };
}

/** Starts on a free port of the loopback interface. `hostname` makes two servers different hosts. */
export async function startEchoServer(hostname: '127.0.0.1' | '127.0.0.2' = '127.0.0.1'): Promise<EchoServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const request = asReceived(message, Buffer.concat(chunks).toString());
      received.push(request);
      answer(request, response);
    });
  });
  await new Promise<void>((done) => void server.listen(0, hostname, done));
  const { port } = server.address() as AddressInfo;
  const host = `${hostname}:${port}`;
  return {
    origin: `http://${host}`,
    host,
    received,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function asReceived(message: IncomingMessage, body: string): ReceivedRequest {
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  return { method: message.method ?? '', url: message.url ?? '', headers, body };
}

function answer(request: ReceivedRequest, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url, 'http://host');
  const secrets = secretsOf(request);
  const secret = secrets[0] ?? 'none';
  const forms = formsOf(secret);
  response.setHeader('X-Echo-Base64', forms.base64);
  response.setHeader('X-Echo-Url', forms.url);
  response.setHeader('X-Echo', `you sent ${encodeHeader(secret)}`);
  response.setHeader('Set-Cookie', `session=${forms.url}; HttpOnly`);
  switch (pathname) {
    case echoPaths.refuse:
      response.writeHead(401, {
        'Content-Type': 'application/problem+json',
        'WWW-Authenticate': `Bearer error="invalid_token", error_description="${forms.base64}"`,
      });
      response.end(
        JSON.stringify({
          type: `https://errors.example/${forms.url}`,
          title: `The key ${secret} is not valid`,
          detail: forms.base64,
          status: 401,
        }),
      );
      return;
    case echoPaths.crash:
      response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end(`Traceback\n  key = '${secret}'\n  key64 = ${forms.base64}\n  at https://vendor.example/?key=${forms.url}\n`);
      return;
    case echoPaths.away:
      response.writeHead(302, { Location: searchParams.get('to') ?? '/' });
      response.end(`moved for ${secret}`);
      return;
    case echoPaths.around:
      response.writeHead(302, { Location: `${echoPaths.echo}?api_token=${forms.url}&again=${forms.base64}` });
      response.end();
      return;
    case echoPaths.never:
      return;
    case echoPaths.wideLittle:
      response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-16le' });
      response.end(Buffer.from(JSON.stringify({ secret, forms, secrets }), 'utf16le'));
      return;
    case echoPaths.wideBig: {
      const talk = 'the vendor talks a lot '.repeat(25_000);
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.end(Buffer.from(`${secret} ${talk} ${Object.values(forms).join(' ')} ${talk} ${secret}`, 'utf16le').swap16());
      return;
    }
    case echoPaths.garble:
      response.socket?.end(`HTTP/1.1 200 OK\r\nX-Key ${secret}\r\n\r\n${secret}`);
      return;
    default:
      response.writeHead(pathname === echoPaths.echo ? 200 : 404, { 'Content-Type': 'application/json' });
      response.end(
        JSON.stringify(
          { method: request.method, url: request.url, headers: request.headers, body: request.body, secrets: secrets.map(formsOf) },
          null,
          1,
        ),
      );
  }
}

/** Headers are latin-1 without control characters. */
const encodeHeader = (value: string): string => value.replaceAll(/[^\u0020-\u007e]/g, '?');

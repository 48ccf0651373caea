// A vendor that announces an end: answers every path with 200 and JSON, a Deprecation header (RFC 9745), a Sunset header (RFC 8594)
// and the remaining budget (RateLimit, draft-ietf-httpapi-ratelimit-headers). For tests, on loopback only.
//   node e2e/peers/sunset-server.mjs [--sunset 2027-03-31T00:00:00Z] [--deprecation 2026-09-30T00:00:00Z] [--port 0]
// Prints its port on a line of its own when it listens.
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const dayMs = 86_400_000;
const { values } = parseArgs({
  options: { sunset: { type: 'string' }, deprecation: { type: 'string' }, port: { type: 'string', default: '0' } },
});

/**
 * @param {string | undefined} text
 * @param {number} otherwise
 */
function readDate(text, otherwise) {
  const at = text === undefined ? otherwise : Date.parse(text);
  if (!Number.isNaN(at)) return at;
  process.stderr.write(`"${text}" is not a date.\n`);
  return process.exit(2);
}

const sunsetAt = readDate(values.sunset, Date.now() + 60 * dayMs);
const deprecatedAt = readDate(values.deprecation, sunsetAt - 30 * dayMs);

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, {
    'Content-Type': 'application/json',
    Deprecation: `@${Math.floor(deprecatedAt / 1_000)}`,
    Sunset: new Date(sunsetAt).toUTCString(),
    Link: '<https://vendor.example/changes/sunset>; rel="sunset"; type="text/html"',
    'RateLimit-Policy': '"default";q=100;w=60',
    RateLimit: '"default";r=42;t=30',
    'X-Request-ID': `peer-${Date.now().toString(36)}`,
  });
  response.end(JSON.stringify({ ok: true, method: request.method, path: request.url }));
});
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});

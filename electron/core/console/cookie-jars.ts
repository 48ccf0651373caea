import { Cookie, CookieJar as Jar, MemoryCookieStore } from 'tough-cookie';
import type { Cookie as ShownCookie } from '../../../shared/contract/requests.ts';
import type { CookieHandler } from '../http/http-types.ts';
import type { Clock } from '../db/commands.ts';
import type { EvidenceWriter } from '../db/evidence-writer.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Secrets } from '../credentials/secrets.ts';
import type { Vault } from '../vault/vault.ts';

/** The cookies of each environment (RFC 6265). In memory; those of an environment that a person keeps are sealed in the workspace too. */
export interface CookieJars {
  /** For the HTTP engine. */
  of(environmentId: string): CookieHandler;
  list(environmentId: string): ShownCookie[];
  isKept(environmentId: string): boolean;
  clear(environmentId: string, one: { readonly name: string; readonly domain: string; readonly path: string } | null): void;
  keep(environmentId: string, isKept: boolean): void;
}

export interface CookieTools {
  readonly db: Reader;
  readonly evidence: EvidenceWriter;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly secrets: Secrets;
}

/** A value as long as this may be a session: it is cut out of what is written. */
const shortestSecret = 12;
/** More than any browser keeps (RFC 6265 asks for 3,000 in all, 50 a host). */
const mostCookies = 3_000;
/** So many values of an environment's cookies are looked for in what is written, the newest: a vendor may invent names for ever. */
const mostHidden = 200;
/** Of a name and its value together (RFC 6265bis section 5.6); longer ones are left out, as browsers do. */
const longestCookie = 4_096;

const sealName = (environmentId: string): string => `${environmentId}-cookies`;

export function createCookieJars({ db, evidence, clock, vault, secrets }: CookieTools): CookieJars {
  const jars = new Map<string, Jar>();
  /** By environment: the value under each cookie's name, the newest last. */
  const hidden = new Map<string, Map<string, string>>();

  function jarOf(environmentId: string): Jar {
    let jar = jars.get(environmentId);
    if (!jar) {
      jar = opened(environmentId) ?? newJar();
      jars.set(environmentId, jar);
      for (const { key, value } of cookiesOf(jar)) hide(environmentId, key, value);
    }
    return jar;
  }

  function hide(environmentId: string, name: string, value: string): void {
    const place = `${environmentId}/cookie/${name}`;
    const known = hidden.get(environmentId) ?? new Map<string, string>();
    hidden.set(environmentId, known);
    // A redactor is made anew for every secret: not for one that is known.
    if (value.length < shortestSecret || known.get(place) === value) return;
    known.delete(place);
    known.set(place, value);
    secrets.alsoRedact(place, value);
    const [oldest] = known.keys();
    if (known.size <= mostHidden || oldest === undefined) return;
    known.delete(oldest);
    secrets.noLongerRedact(oldest);
  }

  /** What was kept; null when nothing was, or its key is not on this computer. */
  function opened(environmentId: string): Jar | null {
    const row = db.get<{ key_id: string; sealed: Buffer }>(
      'SELECT key_id, sealed FROM cookie_jars WHERE environment_id = ?',
      environmentId,
    );
    if (!row || row.key_id !== vault.keyId) return null;
    const text = vault.unseal(sealName(environmentId), row.sealed).toString('utf8');
    return Jar.deserializeSync(text, new MemoryCookieStore());
  }

  const isKept = (environmentId: string): boolean =>
    db.get('SELECT 1 FROM cookie_jars WHERE environment_id = ?', environmentId) !== undefined;

  function write(environmentId: string): void {
    const text = JSON.stringify(jarOf(environmentId).serializeSync());
    const sealed = vault.seal(sealName(environmentId), Buffer.from(text));
    evidence.write(['requests'], (writer) =>
      writer.run(
        `INSERT INTO cookie_jars (environment_id, key_id, sealed, kept_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (environment_id) DO UPDATE SET key_id = excluded.key_id, sealed = excluded.sealed, kept_at = excluded.kept_at`,
        environmentId,
        vault.keyId,
        sealed,
        clock.now(),
      ),
    );
  }

  function changed(environmentId: string): void {
    if (isKept(environmentId)) write(environmentId);
    // Only so that whoever looks at them sees it.
    else evidence.write(['requests'], () => undefined);
  }

  const cookiesOf = (jar: Jar): Cookie[] =>
    (jar.serializeSync()?.cookies ?? []).flatMap((one) => Cookie.fromJSON(one) ?? []).filter((one) => one.TTL(clock.now()) > 0);

  const contentOf = (jar: Jar): string =>
    JSON.stringify(cookiesOf(jar).map(({ key, value, domain, path, expires }) => [key, value, domain, path, expires]));

  return {
    of: (environmentId) => ({
      headerFor: (url) => {
        const jar = jarOf(environmentId);
        return isEmpty(jar) ? null : jar.getCookieStringSync(url) || null;
      },
      take: (url, values) => {
        if (values.length === 0) return;
        const jar = jarOf(environmentId);
        const before = contentOf(jar);
        for (const value of values) {
          if (cookiesOf(jar).length >= mostCookies) break;
          if ((value.split(';', 1)[0] ?? '').length > longestCookie) continue;
          // A cookie for a host that the answer does not speak for is left out, as browsers do.
          const set = jar.setCookieSync(value, url, { ignoreError: true });
          if (set) hide(environmentId, set.key, set.value);
        }
        if (contentOf(jar) !== before) changed(environmentId);
      },
    }),
    list: (environmentId) =>
      cookiesOf(jarOf(environmentId)).map((one) => ({
        name: one.key,
        domain: one.domain ?? '',
        path: one.path ?? '/',
        expiresAt: expiryOf(one),
        isSecure: one.secure,
        isHttpOnly: one.httpOnly,
        byteLength: Buffer.byteLength(one.value),
      })),
    isKept,
    clear: (environmentId, one) => {
      const all = jarOf(environmentId).serializeSync();
      const left =
        one === null
          ? []
          : (all?.cookies ?? []).filter((each) => !(each.key === one.name && each['domain'] === one.domain && each['path'] === one.path));
      jars.set(environmentId, all && left.length > 0 ? Jar.deserializeSync({ ...all, cookies: left }, new MemoryCookieStore()) : newJar());
      changed(environmentId);
    },
    keep: (environmentId, keepsThem) => {
      if (keepsThem) write(environmentId);
      else {
        jarOf(environmentId);
        evidence.write(['requests'], (writer) => writer.run('DELETE FROM cookie_jars WHERE environment_id = ?', environmentId));
      }
    },
  };
}

/** Asked before each send, most of which have no cookies. */
const isEmpty = ({ store }: Jar): boolean => store instanceof MemoryCookieStore && Object.keys(store.idx).length === 0;

/** Loopback counts as a place that secure cookies may go to, as in browsers. */
const newJar = (): Jar => new Jar(new MemoryCookieStore(), { allowSecureOnLocal: true, rejectPublicSuffixes: true });

function expiryOf(cookie: Cookie): number | null {
  const at = cookie.expiryTime();
  return at !== undefined && Number.isFinite(at) ? at : null;
}

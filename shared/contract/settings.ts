import { z } from 'zod';
import { changes, concernsApp, id, idInput, instant, nothing, reads } from './procedure.ts';

export const doctorFinding = z.object({
  name: z.string(),
  verdict: z.enum(['good', 'warning', 'bad']),
  words: z.string(),
  /** What to do; empty when all is well. */
  remedy: z.string(),
});

export const proxyModes = ['none', 'system', 'pac', 'manual'] as const;

/** Everything that can be set for a workspace; each group has a default, so that none needs to be there. */
export const settings = z.object({
  retention: z.object({
    /** Bodies of exchanges older than this go; null keeps them for ever. What was sent, when and how it ended stays. */
    bodyDays: z.number().int().min(1).max(3650).nullable(),
    /** At most so many GB (10^9 bytes) of bodies, the newest; null: no limit. */
    bodyGb: z.number().min(0.01).max(100_000).nullable().default(null),
    /** Exchanges older than this go as a whole; null keeps them for ever. */
    exchangeDays: z.number().int().min(1).max(36_500).nullable().default(null),
  }),
  backups: z.object({ isDaily: z.boolean(), keep: z.number().int().min(3).max(200) }),
  proxy: z.object({
    mode: z.enum(proxyModes),
    /** Where the PAC file is: an address or a path on this computer. */
    pac: z.string().trim().max(2000).default(''),
    /** `http://proxy:3128`, `socks5://proxy:1080`; the password is in the keychain, never here. */
    url: z.string().trim().max(500),
    username: z.string().trim().max(200),
    /** Hosts that are reached directly: "localhost", ".internal.example", "10.0.0.5". */
    bypass: z.array(z.string().trim().min(1).max(200)).max(200),
  }),
  quietHours: z.object({
    isOn: z.boolean(),
    fromHour: z.number().int().min(0).max(23),
    toHour: z.number().int().min(0).max(23),
  }),
  work: z.object({
    /** Days a week that the team has for work on vendors' changes: what the start of such work is counted by. */
    capacityDaysPerWeek: z.number().min(0.5).max(35),
  }),
});
export type Settings = z.infer<typeof settings>;

export const authority = z.object({
  id,
  name: z.string(),
  issuer: z.string(),
  /** SHA-256, as browsers show it. */
  fingerprint: z.string(),
  validFrom: instant,
  validTo: instant,
});
export type Authority = z.infer<typeof authority>;

export const settingsState = z.object({
  settings,
  proxyPassword: z.enum(['keychain', 'memory', 'missing']),
  /** What `system` comes to now: from whom, and its proxy for most addresses, without a password; null: a direct connection. */
  systemProxy: z.object({ from: z.enum(['operating system', 'environment']), proxy: z.string().nullable(), problem: z.string() }),
  authorities: z.array(authority),
  /** Bodies that are kept, and those older than the retention. */
  bodies: z.object({
    count: z.number().int(),
    bytes: z.number().int(),
    dueCount: z.number().int(),
    dueBytes: z.number().int(),
    /** Bodies from before this are too old, or too many; null: none is. */
    before: instant.nullable(),
    exchanges: z.number().int(),
    dueExchanges: z.number().int(),
    exchangesBefore: instant.nullable(),
    /** Deliveries of webhooks whose bytes are kept, and those that are too old like bodies. */
    deliveries: z.number().int(),
    dueDeliveries: z.number().int(),
    /** Why the daily purge waits for a person, as a sentence without its full stop; empty when it does not. */
    held: z.string(),
    /** Copies of the workspace that still hold what is purged now. */
    backups: z.number().int(),
    /** Of the workspace's file, which is written anew. */
    fileBytes: z.number().int(),
    /** Something was purged and the file not written anew since: copies of it may be left in its slack. */
    isRewriteOwed: z.boolean(),
  }),
});
export type SettingsState = z.infer<typeof settingsState>;

export const purgeResult = z.object({
  bodies: z.number().int(),
  bytes: z.number().int(),
  exchanges: z.number().int(),
  /** Deliveries of webhooks that lost their bytes. */
  deliveries: z.number().int(),
  /** Whether the file was written anew, so that nothing of it is left in its slack either. */
  rewritten: z.enum(['done', 'not asked', 'no room', 'cancelled']),
});
export type PurgeResult = z.infer<typeof purgeResult>;

export const settingsContract = {
  /** Versions, keychain, database, network: each with a verdict and a remedy. */
  doctor: concernsApp.input(nothing).output(z.array(doctorFinding)),
  show: reads.input(nothing).output(settingsState),
  /** Sets whole groups; the others stay. */
  set: changes.input(settings.partial()).output(settingsState),
  /** Puts the proxy's password in the keychain; an empty one takes it out. One that is an ordinary word is refused unless it is said to be meant. */
  setProxyPassword: changes.input(z.object({ password: z.string().max(1000), isMeant: z.boolean().optional() })).output(settingsState),
  /** Trusts the authorities in a PEM text, one or several. */
  addAuthority: changes.input(z.object({ pem: z.string().min(1).max(1_000_000) })).output(z.array(authority)),
  removeAuthority: changes.input(idInput).output(nothing),
  /** Takes away for good what the retention no longer keeps, as a job. */
  applyRetention: changes.input(nothing).output(purgeResult),
  /** Versions and places, for a report. */
  about: concernsApp
    .input(nothing)
    .output(
      z.object({ version: z.string(), node: z.string(), electron: z.string().nullable(), sqlite: z.string(), dataFolder: z.string() }),
    ),
};

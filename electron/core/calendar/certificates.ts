import { dayWithYear } from '../../../shared/domain/day-words.ts';
import type { Clock, Commands } from '../db/commands.ts';
import type { Reader } from '../db/sqlite.ts';
import type { TlsFacts } from '../http/http-types.ts';
import type { Log } from '../log.ts';
import { keepDatedFact } from './keep-dated-fact.ts';

interface Tools {
  readonly db: Reader;
  readonly clock: Clock;
  readonly commands: Commands;
  readonly log: Log;
}

/**
 * Keeps the end of each host's certificate on the calendar, as our own connections saw it; a certificate that was
 * renewed moves the date, and one from another issuer is noted. Each certificate is written once.
 */
export function createCertificateWatch({ db, clock, commands, log }: Tools): (host: string, facts: TlsFacts) => void {
  const known = new Map<string, string>();
  return (host, facts) => {
    const mark = facts.fingerprint256 ?? facts.validTo ?? '';
    const endsAt = facts.validTo === null ? Number.NaN : Date.parse(facts.validTo);
    if (known.get(host) === mark || Number.isNaN(endsAt)) return;
    known.set(host, mark);
    // After the call that it was seen in: a date on the calendar is nothing that a call waits for.
    setImmediate(() => {
      try {
        keepCertificate({ db, clock, commands }, host, endsAt, facts);
      } catch (error) {
        known.delete(host);
        log.bug(error);
      }
    });
  };
}

function keepCertificate({ db, clock, commands }: Omit<Tools, 'log'>, host: string, endsAt: number, facts: TlsFacts): void {
  const seenAs = `certificate:${host}`;
  const raw = `Issued by ${facts.issuer ?? 'unknown'} for ${facts.subject ?? host}, SHA-256 ${facts.fingerprint256 ?? 'unknown'}`;
  const before = db.get<{ id: string; notes: string; effective_at: number; raw: string | null }>(
    `SELECT e.id, e.notes, e.effective_at, (SELECT d.raw FROM calendar_dates d WHERE d.event_id = e.id ORDER BY d.seen_at DESC, d.id DESC LIMIT 1) AS raw
     FROM calendar_events e WHERE e.seen_as = ?`,
    seenAs,
  );
  if (before?.effective_at === endsAt && before.raw === raw) return;
  const owner = ownerOf(db, host);
  const formerIssuer = /^Issued by (.*) for /.exec(before?.raw ?? '')?.[1];
  const hasNewIssuer = formerIssuer !== undefined && formerIssuer !== (facts.issuer ?? 'unknown');
  commands.run({ name: 'Quartermaster', via: 'evidence' }, (changes) => {
    const id = keepDatedFact(changes, clock, {
      seenAs,
      kind: 'certificate_expiry',
      title: `Certificate of ${host} ends`,
      effectiveAt: endsAt,
      precision: 'instant',
      vendorId: owner?.vendorId ?? null,
      apiId: owner?.apiId ?? null,
      source: 'certificate',
      raw,
    });
    if (hasNewIssuer) {
      const words = `${dayWithYear(clock.now())}: issued by ${facts.issuer}, before by ${formerIssuer}.`;
      changes.update('event', id, { notes: [before?.notes ?? '', words].filter(Boolean).join('\n') }, `Certificate of ${host}: ${words}`);
    }
  });
}

/** Whose host it is: the API of the first environment whose address has it. */
function ownerOf(db: Reader, host: string): { apiId: string; vendorId: string } | undefined {
  return db
    .all<{ apiId: string; vendorId: string; url: string }>(
      'SELECT e.api_id AS apiId, a.vendor_id AS vendorId, e.base_url AS url FROM environments e JOIN apis a ON a.id = e.api_id ORDER BY e.created_at',
    )
    .find(({ url }) => URL.canParse(url) && new URL(url).hostname === host);
}

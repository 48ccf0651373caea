/** What a date asks of a team: its class decides which rungs lead to it. */
export type EventClass = 'stop' | 'announcement' | 'contract' | 'expiry' | 'terms' | 'maintenance' | 'own';

const classes: Readonly<Record<string, EventClass>> = {
  sunset: 'stop',
  version_end: 'stop',
  auth_change: 'stop',
  deprecation: 'announcement',
  contract_change: 'announcement',
  contract_renewal: 'contract',
  credential_expiry: 'expiry',
  credential_rotation: 'expiry',
  certificate_expiry: 'expiry',
  domain_expiry: 'expiry',
  price_change: 'terms',
  terms_change: 'terms',
  limit_change: 'terms',
  maintenance: 'maintenance',
};

/** The class of a kind of event; what no vendor has a word in is the team's own. */
export const eventClass = (kind: string): EventClass => classes[kind] ?? 'own';

/** From how many days ahead an open date of a kind needs a person. */
export function nearDays(kind: string): number {
  // Most servers renew their certificate by themselves about a month before; only one that was not renewed is news.
  if (kind === 'certificate_expiry') return 14;
  return { stop: 90, announcement: 90, contract: 90, expiry: 30, terms: 60, maintenance: 14, own: 90 }[eventClass(kind)];
}

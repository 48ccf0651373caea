import type { CalendarEvent } from '../../../shared/contract/calendar.ts';

/** The kinds as a person chooses them. */
export const kindNames = {
  deprecation: 'Deprecation',
  sunset: 'Sunset, hard stop',
  version_end: 'End of a version, hard stop',
  auth_change: 'Authentication or TLS change, hard stop',
  contract_change: 'Contract change',
  credential_rotation: 'Key rotation',
  credential_expiry: 'End of a key',
  certificate_expiry: 'End of a certificate',
  domain_expiry: 'End of a domain',
  contract_renewal: 'Contract renewal',
  price_change: 'Price change',
  terms_change: 'Terms change',
  limit_change: 'Limit change',
  maintenance: 'Maintenance',
  review: 'Review or drill',
  freeze: 'Freeze, no releases',
  other: 'Other',
} as const satisfies Record<CalendarEvent['kind'], string>;

import type { Member } from './people.ts';

export interface SampleCredential {
  readonly name: string;
  readonly kind: 'api_key' | 'bearer' | 'basic';
  readonly vendor: string;
  readonly placement: { readonly in: 'header' | 'query'; readonly name: string } | null;
  readonly username: string | null;
  readonly rotationDays: number | null;
  readonly rotatedDaysAgo: number;
  readonly rotatedBy: Member;
  readonly expiresInDays: number | null;
  readonly notes: string;
  /** "Vendor API" and the kind of environment that it is bound to. */
  readonly boundTo: readonly (readonly [api: string, kind: 'sandbox' | 'production'])[];
}

const header = (name: string): SampleCredential['placement'] => ({ in: 'header', name });

/** Descriptions only: the sample has no secrets. One key is past its policy, one ends in twelve days. */
export const sampleCredentials: readonly SampleCredential[] = [
  { name: 'Adyen test', kind: 'api_key', vendor: 'Adyen', placement: header('X-API-Key'), username: null, rotationDays: 90, rotatedDaysAgo: 41, rotatedBy: 'Ines', expiresInDays: null, notes: 'User ws_test of the company account.', boundTo: [['Adyen Checkout', 'sandbox'], ['Adyen Payouts', 'sandbox']] },
  { name: 'Adyen live', kind: 'api_key', vendor: 'Adyen', placement: header('X-API-Key'), username: null, rotationDays: 90, rotatedDaysAgo: 41, rotatedBy: 'Ines', expiresInDays: null, notes: 'Two keys may be valid for 24 hours: make the new one first.', boundTo: [['Adyen Checkout', 'production'], ['Adyen Payouts', 'production']] },
  { name: 'PayPal sandbox', kind: 'bearer', vendor: 'PayPal', placement: null, username: null, rotationDays: 90, rotatedDaysAgo: 20, rotatedBy: 'Deniz', expiresInDays: null, notes: '', boundTo: [['PayPal Orders', 'sandbox'], ['PayPal Disputes', 'sandbox']] },
  { name: 'PayPal live', kind: 'bearer', vendor: 'PayPal', placement: null, username: null, rotationDays: 90, rotatedDaysAgo: 20, rotatedBy: 'Deniz', expiresInDays: null, notes: 'App “Acme Shop”, features: orders, disputes.', boundTo: [['PayPal Orders', 'production'], ['PayPal Disputes', 'production']] },
  { name: 'Shopify admin app', kind: 'api_key', vendor: 'Shopify', placement: header('X-Shopify-Access-Token'), username: null, rotationDays: 180, rotatedDaysAgo: 63, rotatedBy: 'Ines', expiresInDays: null, notes: 'Custom app “Quartermaster”. Scopes: read and write orders, stock, fulfilments.', boundTo: [['Shopify Admin', 'production']] },
  { name: 'Shopify storefront', kind: 'api_key', vendor: 'Shopify', placement: header('X-Shopify-Storefront-Access-Token'), username: null, rotationDays: 180, rotatedDaysAgo: 30, rotatedBy: 'you', expiresInDays: null, notes: '', boundTo: [['Shopify Storefront', 'production']] },
  { name: 'Shippo live', kind: 'api_key', vendor: 'Shippo', placement: header('Authorization'), username: null, rotationDays: 90, rotatedDaysAgo: 92, rotatedBy: 'Ines', expiresInDays: null, notes: 'Used by the warehouse screen too: tell them before it changes.', boundTo: [['Shippo Labels', 'production']] },
  { name: 'DHL consumer key', kind: 'api_key', vendor: 'DHL', placement: header('DHL-API-Key'), username: null, rotationDays: 365, rotatedDaysAgo: 70, rotatedBy: 'Deniz', expiresInDays: null, notes: '', boundTo: [['DHL Tracking', 'sandbox'], ['DHL Tracking', 'production']] },
  { name: 'Klaviyo private key', kind: 'api_key', vendor: 'Klaviyo', placement: header('Authorization'), username: null, rotationDays: 90, rotatedDaysAgo: 55, rotatedBy: 'Maya', expiresInDays: null, notes: 'Scopes: events, profiles, lists.', boundTo: [['Klaviyo Events', 'production'], ['Klaviyo Profiles', 'production']] },
  { name: 'Twilio main account', kind: 'basic', vendor: 'Twilio', placement: null, username: 'acme-mobile-main', rotationDays: 90, rotatedDaysAgo: 33, rotatedBy: 'Deniz', expiresInDays: null, notes: '', boundTo: [['Twilio Messaging', 'production']] },
  { name: 'AvaTax', kind: 'basic', vendor: 'Avalara', placement: null, username: 'acme-mobile', rotationDays: 180, rotatedDaysAgo: 80, rotatedBy: 'Maya', expiresInDays: null, notes: 'Account number and licence key.', boundTo: [['Avalara AvaTax', 'sandbox'], ['Avalara AvaTax', 'production']] },
  { name: 'Xero connection', kind: 'bearer', vendor: 'Xero', placement: null, username: null, rotationDays: null, rotatedDaysAgo: 48, rotatedBy: 'Maya', expiresInDays: 12, notes: 'Ends 60 days after it was made. Renewing it takes a person with the adviser role.', boundTo: [['Xero Accounting', 'production']] },
  { name: 'Algolia write key', kind: 'api_key', vendor: 'Algolia', placement: header('X-Algolia-API-Key'), username: null, rotationDays: 180, rotatedDaysAgo: 74, rotatedBy: 'you', expiresInDays: null, notes: '', boundTo: [['Algolia Search', 'production']] },
  { name: 'Zendesk agent login', kind: 'basic', vendor: 'Zendesk', placement: null, username: 'ops@acme-mobile.example', rotationDays: 90, rotatedDaysAgo: 62, rotatedBy: 'you', expiresInDays: null, notes: 'Name and password, which Zendesk is about to end.', boundTo: [['Zendesk Support', 'production']] },
  { name: 'Slack bot', kind: 'bearer', vendor: 'Slack', placement: null, username: null, rotationDays: 365, rotatedDaysAgo: 88, rotatedBy: 'Deniz', expiresInDays: null, notes: '', boundTo: [['Slack Web API', 'production']] },
  { name: 'Google service account', kind: 'bearer', vendor: 'Google', placement: null, username: null, rotationDays: 365, rotatedDaysAgo: 88, rotatedBy: 'you', expiresInDays: null, notes: 'Made by the agency.', boundTo: [['Google Merchant', 'production']] },
];

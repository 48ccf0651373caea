import { describe, expect, it } from 'vitest';
import { isSecretHeader } from './header-names.ts';
import { isSecretMember, isSecretParameter } from './parameter-names.ts';

describe('isSecretHeader', () => {
  it.each([
    'Authorization',
    'Proxy-Authorization',
    'Cookie',
    'Set-Cookie',
    'X-API-Key',
    'Api-Key',
    'apikey',
    'X-ApiKey',
    'xapikey',
    'X-Auth-Token',
    'X-Access-Token',
    'AccessToken',
    'X-Shopify-Access-Token',
    'X-Amz-Security-Token',
    'X-Goog-Api-Key',
    'Ocp-Apim-Subscription-Key',
    'Private-Token',
    'Job-Token',
    'X-Vault-Token',
    'Circle-Token',
    'X-Functions-Key',
    'DD-API-KEY',
    'DD-APPLICATION-KEY',
    'X-Postmark-Server-Token',
    'X-CSRF-Token',
    'X-XSRF-TOKEN',
    'X-Session-Id',
    'Stripe-Signature',
    'X-Hub-Signature-256',
    'X-Shopify-Hmac-SHA256',
    'X-Client-Secret',
    'X-Password',
    'x_api_key',
    'X-JWT-Assertion',
    'X-Amz-Server-Side-Encryption-Customer-Key',
    ' authorization ',
    'X-Auth-Key',
    'X-App-Secret',
    'X-OTP',
  ])('hides %s', (name) => {
    expect(isSecretHeader(name)).toBe(true);
  });

  it.each([
    'X-Request-Id',
    'Idempotency-Key',
    'X-Idempotency-Key',
    'Request-Id',
    'X-Correlation-Id',
    'Content-Type',
    'Surrogate-Key',
    'X-Cache-Key',
    'Sec-WebSocket-Key',
    'X-Routing-Key',
    'Access-Control-Allow-Credentials',
    'Access-Control-Allow-Headers',
    'WWW-Authenticate',
    'X-RateLimit-Limit-Tokens',
    'X-RateLimit-Remaining-Tokens',
    'X-Next-Token',
    'X-Ms-Continuation-Token',
    'X-Key-Id',
    'X-Api-Key-Id',
    'X-Token-Type',
    'Signature-Input',
    'X-Author',
    'X-Authored-By',
    'ETag',
    'Location',
    'Keep-Alive',
    'X-Monkey',
    'Traceparent',
    'Deprecation',
    'Stripe-Account',
    'X-Shopify-Shop-Domain',
    'X-Amzn-RequestId',
    '',
  ])('shows %s', (name) => {
    expect(isSecretHeader(name)).toBe(false);
  });
});

describe('isSecretParameter', () => {
  it.each([
    'access_token',
    'api_key',
    'apikey',
    'apiKey',
    'key',
    'sig',
    'signature',
    'token',
    'password',
    'client_secret',
    'id_token',
    'refresh_token',
    'X-Amz-Signature',
    'X-Amz-Security-Token',
    'hapikey',
    'pwd',
    'api%5Fkey',
    'subscription-key',
    'SAMLResponse',
  ])('hides %s', (name) => {
    expect(isSecretParameter(name, 'value')).toBe(true);
  });

  it.each(['page', 'page_token', 'nextToken', 'next_page_token', 'sort_key', 'max_tokens', 'keyword', 'state', 'token_type', 'q', 'id'])(
    'shows %s',
    (name) => {
      expect(isSecretParameter(name, 'value')).toBe(false);
    },
  );

  it('hides code when it is as long as an authorisation code', () => {
    expect(isSecretParameter('code', 'SplxlOBeZQQYbYS6WxSbIA')).toBe(true);
    expect(isSecretParameter('code', 'SUMMER-20')).toBe(false);
  });
});

describe('isSecretMember', () => {
  it.each(['access_token', 'refreshToken', 'clientSecret', 'password', 'apiKey', 'token', 'id_token'])('hides %s', (name) => {
    expect(isSecretMember(name)).toBe(true);
  });
  it.each(['key', 'code', 'pin', 'session', 'nextPageToken', 'next_token', 'token_type', 'expires_in', 'signature', 'keys'])(
    'shows %s',
    (name) => {
      expect(isSecretMember(name)).toBe(false);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { planImport } from './import-plan.ts';
import { apiNameOf, registrableDomain } from './plan-names.ts';
import { adyen68, adyen71, contractText, documentWith, paypalOrders, readText } from './test-documents.ts';

const planOf = (text: string, fileName = 'api.json') => planImport(readText(text, fileName));

describe('the vendors’ files', () => {
  it('plans Adyen Checkout 71', () => {
    const plan = planOf(contractText(adyen71), 'CheckoutService-v71.json');
    expect(plan).toMatchObject({
      vendorName: 'Adyen',
      vendorDomain: 'adyen.com',
      apiName: 'Checkout',
      version: '71',
      format: 'openapi 3.1.0',
      docsUrl: null,
      warnings: [],
      counts: { endpoints: 28, deprecated: 1, schemas: 250, environments: 1, authSchemes: 2 },
    });
    expect(plan.environments).toMatchObject([{ name: 'Sandbox', kind: 'sandbox', baseUrl: 'https://checkout-test.adyen.com/v71' }]);
    expect(plan.endpoints.find(({ path }) => path === '/originKeys')).toMatchObject({ method: 'POST', deprecated: true });
    expect(plan.endpoints.find(({ path }) => path === '/payments')).toMatchObject({
      operationId: 'post-payments',
      sideEffect: 'write',
      idempotency: 'supported',
      auth: ['BasicAuth', 'ApiKeyAuth'],
      responseStatuses: ['200', '400', '401', '403', '422', '500'],
    });
    expect(plan.endpoints.find(({ method }) => method === 'DELETE')).toMatchObject({ sideEffect: 'delete' });
    expect(plan.description).not.toMatch(/[#<>`]/);
    expect(plan.description.length).toBeLessThanOrEqual(500);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('plans Adyen Checkout 68, which has fewer endpoints', () => {
    expect(planOf(contractText(adyen68)).counts).toMatchObject({ endpoints: 26, schemas: 230 });
  });

  it('plans PayPal Orders, whose name stands only in its text', () => {
    const plan = planOf(contractText(paypalOrders));
    expect(plan).toMatchObject({
      vendorName: 'PayPal',
      vendorDomain: 'paypal.com',
      apiName: 'Orders',
      docsUrl: 'https://developer.paypal.com/docs/api/orders/v2/',
      counts: { endpoints: 8 },
    });
    expect(plan.environments.map(({ name, kind, baseUrl }) => [name, kind, baseUrl])).toEqual([
      ['Sandbox', 'sandbox', 'https://api-m.sandbox.paypal.com'],
      ['Production', 'production', 'https://api-m.paypal.com'],
    ]);
    expect(plan.authSchemes).toMatchObject([{ key: 'Oauth2', type: 'oauth2', flows: ['clientCredentials'], tokenUrl: '/v1/oauth2/token' }]);
    expect(plan.authSchemes[0]?.scopes).toHaveLength(4);
  });
});

describe('names', () => {
  it.each([
    ['Adyen Checkout API', 'Adyen', 'Checkout'],
    ['Orders', 'PayPal', 'Orders'],
    ['Stripe API', 'Stripe', 'Stripe API'],
    ['Acme’s Billing Service', 'Acme', 'Billing'],
    ['Acme - Web Service for Returns', 'Acme', 'for Returns'],
  ])('calls “%s” of %s “%s”', (title, vendor, name) => {
    expect(apiNameOf(title, vendor)).toBe(name);
  });

  it.each([
    ['checkout-test.adyen.com', 'adyen.com'],
    ['api.shop.co.uk', 'shop.co.uk'],
    ['127.0.0.1', null],
    ['localhost', null],
    ['api.example.com', null],
  ])('finds the registered part of %s', (host, domain) => {
    expect(registrableDomain(host)).toBe(domain);
  });

  it('falls back to the contact and then to the title', () => {
    expect(planOf(documentWith({ info: { title: 'Parcel API', version: '1', contact: { name: 'Acme Ltd' } } })).vendorName).toBe(
      'Acme Ltd',
    );
    expect(planOf(documentWith({ info: { title: 'Parcel API', version: '1' } })).vendorName).toBe('Parcel');
    expect(planOf(documentWith({ info: {} })).vendorName).not.toBe('');
  });
});

describe('environments', () => {
  const environmentsOf = (servers: unknown) => planOf(documentWith({ servers })).environments;

  it('keeps server variables with their defaults and choices', () => {
    const variables = { region: { default: 'eu', enum: ['eu', 'us'], description: 'Where' } };
    expect(environmentsOf([{ url: 'https://{region}.acme.io/v1/', variables }])).toMatchObject([
      { kind: 'production', baseUrl: 'https://{region}.acme.io/v1', variables: [{ name: 'region', default: 'eu', allowed: ['eu', 'us'] }] },
    ]);
  });

  it.each([
    [
      ['https://api.acme.io', 'https://staging.acme.io'],
      ['production', 'sandbox'],
    ],
    [
      ['https://eu.acme.io', 'https://us.acme.io'],
      ['other', 'other'],
    ],
    [
      ['https://live.acme.io', 'https://eu.acme.io'],
      ['production', 'other'],
    ],
    [['https://pre-production.acme.io'], ['sandbox']],
    [['http://localhost:4010'], ['sandbox']],
    [['https://contest.acme.io'], ['production']],
  ])('tells the kinds of %j', (urls, kinds) => {
    expect(environmentsOf(urls.map((url) => ({ url }))).map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each([
    ['relative', [{ url: '/v1' }], 'not a full address'],
    ['missing', undefined, 'names no server'],
    ['malformed', ['x', { url: 'https://[' }], 'not a full address'],
  ])('makes an environment without an address of %s servers, with a warning', (_, servers, words) => {
    const plan = planOf(documentWith({ servers, paths: { '/a': {} } }));
    expect(plan.environments).toMatchObject([{ baseUrl: null }]);
    expect(plan.warnings[0]?.message).toContain(words);
  });
});

describe('odd documents', () => {
  it('warns of authentication the file does not describe', () => {
    const paths = { '/a': { get: { security: [{ missing: [] }], responses: {} } } };
    const plan = planOf(documentWith({ servers: [{ url: 'https://api.acme.io' }], paths }));
    expect(plan.warnings.map(({ message }) => message)).toEqual([expect.stringContaining('“missing”')]);
  });

  it('plans parts of the wrong type without failing', () => {
    const paths = { '/a': 'x', '/b': { get: 5, post: { tags: 'x', parameters: {}, responses: [], security: [null] } } };
    const plan = planOf(documentWith({ info: { title: 7 }, paths, tags: 1, servers: 'x', components: { securitySchemes: { a: 1 } } }));
    expect(plan.endpoints).toHaveLength(1);
    expect(plan.title).toBe('7');
  });

  it('reads x-sunset and OpenAPI 3.2’s methods', () => {
    const responses = { 200: { description: 'ok' } };
    const paths = {
      '/a': { query: { responses, deprecated: true, 'x-sunset': '2027-01-31' }, additionalOperations: { COPY: { responses } } },
    };
    expect(planOf(documentWith({ paths }, '3.2.0')).endpoints).toMatchObject([
      { method: 'QUERY', sideEffect: 'read', deprecated: true, sunset: '2027-01-31' },
      { method: 'COPY', sideEffect: 'write' },
    ]);
  });
});

import type { CatalogueVendor } from './catalogue.ts';
import { datedVersions } from './sample-time.ts';

/** The shop, its search, and what brings parcels to customers. */
export function commerceVendors(now: number): readonly CatalogueVendor[] {
  const versions = datedVersions(now);
  const shop = 'https://acme-mobile-shop.myshopify.com';
  return [
    {
      name: 'Shopify',
      domain: 'shopify.com',
      category: 'Shop platform',
      docsUrl: 'https://shopify.dev/docs/api',
      statusUrl: 'https://www.shopifystatus.com',
      notes: 'A new version every quarter; each is supported for twelve months.',
      apis: [
        {
          name: 'Admin',
          version: versions.shopifyAdmin,
          description: 'Orders, stock and fulfilments of the shop.',
          criticality: 'high',
          owner: 'Ines',
          deputy: 'you',
          escalation: 'Plus support chat, then the merchant success manager.',
          notes: 'Bucket of 40 calls for each app and shop, refilled with 2 a second. Big updates go at night.',
          environments: [
            {
              name: 'Development shop',
              kind: 'sandbox',
              baseUrl: `https://acme-mobile-dev.myshopify.com/admin/api/${versions.shopifyAdmin}`,
            },
            { name: 'Production', kind: 'production', baseUrl: `${shop}/admin/api/${versions.shopifyAdmin}` },
          ],
          endpoints: [
            ['GET', '/orders.json', 'List orders', 26, 200],
            ['GET', '/orders/{order_id}.json', 'Show an order', 26, 200],
            ['PUT', '/orders/{order_id}.json', 'Update an order', 12, 200],
            ['GET', '/inventory_levels.json', 'List stock levels', 14, 200],
            ['POST', '/inventory_levels/adjust.json', 'Adjust a stock level', 8, 200],
            ['POST', '/fulfillments.json', 'Create a fulfilment', 10, 201],
            ['POST', '/orders/{order_id}/refunds.json', 'Create a refund', 4, 201],
          ],
          traffic: {
            calls: 1900,
            medianMs: 160,
            sandboxShare: 0.08,
            failures: [
              [404, 3],
              [422, 3],
            ],
          },
        },
        {
          name: 'Storefront',
          version: versions.shopifyStorefront,
          description: 'Products and baskets as customers see them (GraphQL).',
          criticality: 'high',
          owner: 'you',
          deputy: 'Ines',
          escalation: 'As for Admin.',
          notes: '',
          environments: [{ name: 'Production', kind: 'production', baseUrl: `${shop}/api/${versions.shopifyStorefront}` }],
          endpoints: [['POST', '/graphql.json', 'Run a GraphQL query or mutation', 100, 200]],
          traffic: {
            calls: 720,
            medianMs: 120,
            sandboxShare: 0,
            failures: [
              [400, 2],
              ['reset', 1],
            ],
          },
        },
      ],
    },
    {
      name: 'Algolia',
      domain: 'algolia.com',
      category: 'Search',
      docsUrl: 'https://www.algolia.com/doc/rest-api/search/',
      statusUrl: 'https://status.algolia.com',
      notes: 'Nobody has looked after it since Jon left.',
      apis: [
        {
          name: 'Search',
          version: '1',
          description: 'Search in the shop and its index.',
          criticality: 'medium',
          owner: null,
          deputy: null,
          escalation: '',
          notes: '',
          environments: [{ name: 'Production', kind: 'production', baseUrl: 'https://acmemobile1-dsn.algolia.net' }],
          endpoints: [
            ['POST', '/1/indexes/{indexName}/query', 'Search an index', 64, 200, 'read'],
            ['POST', '/1/indexes/{indexName}/batch', 'Send a batch of changes', 26, 200],
            ['GET', '/1/indexes/{indexName}/settings', 'Show index settings', 10, 200],
          ],
          traffic: { calls: 370, medianMs: 40, sandboxShare: 0, failures: [[404, 2]] },
        },
      ],
    },
    {
      name: 'Shippo',
      domain: 'goshippo.com',
      category: 'Shipping',
      docsUrl: 'https://docs.goshippo.com',
      statusUrl: 'https://status.goshippo.com',
      notes: 'Labels are paid when they are bought; unused ones can be refunded for 90 days.',
      apis: [
        {
          name: 'Labels',
          version: '2018-02-08',
          description: 'Rates, labels and tracking over several carriers.',
          criticality: 'high',
          owner: 'Ines',
          deputy: 'Deniz',
          escalation: 'Mail to support; the warehouse can buy labels on the carriers’ own sites meanwhile.',
          notes: 'The key also works for the test mode; what decides is the key itself, not the address.',
          environments: [{ name: 'Production', kind: 'production', baseUrl: 'https://api.goshippo.com' }],
          endpoints: [
            ['POST', '/shipments', 'Create a shipment', 28, 201],
            ['GET', '/shipments/{ShipmentId}/rates', 'List rates of a shipment', 18, 200],
            ['POST', '/transactions', 'Buy a label', 26, 201],
            ['GET', '/transactions/{TransactionId}', 'Show a label', 12, 200],
            ['GET', '/tracks/{Carrier}/{TrackingNumber}', 'Track a parcel', 14, 200],
            ['POST', '/refunds', 'Refund a label', 2, 201],
          ],
          traffic: {
            calls: 1250,
            medianMs: 480,
            sandboxShare: 0,
            failures: [
              [400, 4],
              ['answer_timeout', 3],
            ],
          },
        },
      ],
    },
    {
      name: 'DHL',
      domain: 'dhl.com',
      category: 'Shipping',
      docsUrl: 'https://developer.dhl.com/api-reference/shipment-tracking',
      statusUrl: null,
      notes: '',
      apis: [
        {
          name: 'Tracking',
          version: '1.4',
          description: 'Where a parcel is, for all DHL divisions.',
          criticality: 'medium',
          owner: 'Deniz',
          deputy: null,
          escalation: 'Developer portal, “Get support”. Two working days.',
          notes: '250 calls a day on the free plan, so tracking runs for late parcels only.',
          environments: [
            { name: 'Sandbox', kind: 'sandbox', baseUrl: 'https://api-test.dhl.com' },
            { name: 'Production', kind: 'production', baseUrl: 'https://api-eu.dhl.com' },
          ],
          endpoints: [['GET', '/track/shipments', 'Track shipments', 100, 200]],
          traffic: {
            calls: 280,
            medianMs: 350,
            sandboxShare: 0.06,
            quietDays: 6,
            failures: [
              [404, 10],
              ['answer_timeout', 10],
            ],
          },
        },
      ],
    },
  ];
}

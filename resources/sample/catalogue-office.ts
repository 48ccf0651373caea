import type { CatalogueVendor } from './catalogue.ts';
import { datedVersions } from './sample-time.ts';

/** Marketing, messages and support. */
export function officeVendors(now: number): readonly CatalogueVendor[] {
  const versions = datedVersions(now);
  const klaviyo = { name: 'Production', kind: 'production', baseUrl: 'https://a.klaviyo.com' } as const;
  return [
    {
      name: 'Klaviyo',
      domain: 'klaviyo.com',
      category: 'Marketing',
      docsUrl: 'https://developers.klaviyo.com/en/reference/api_overview',
      statusUrl: 'https://status.klaviyo.com',
      notes: 'Yearly contract, renews by itself unless notice is given 30 days before.',
      apis: [
        {
          name: 'Events',
          version: versions.klaviyoEvents,
          description: 'What customers did, for mails that follow from it.',
          criticality: 'medium',
          owner: 'Maya',
          deputy: 'you',
          escalation: 'Support mail; marketing can pause the flows.',
          notes: 'The revision goes in a header, not in the address.',
          environments: [klaviyo],
          endpoints: [
            ['POST', '/api/events', 'Create an event', 78, 202],
            ['GET', '/api/events', 'List events', 12, 200],
            ['GET', '/api/metrics', 'List metrics', 6, 200],
            ['POST', '/api/metric-aggregates', 'Query metric aggregates', 4, 200, 'read'],
          ],
          traffic: {
            calls: 1300,
            medianMs: 130,
            sandboxShare: 0,
            failures: [
              [429, 9],
              [400, 3],
            ],
          },
        },
        {
          name: 'Profiles',
          version: versions.klaviyoProfiles,
          description: 'Customers and their consents.',
          criticality: 'medium',
          owner: 'Maya',
          deputy: null,
          escalation: 'As for Events.',
          notes: 'Consent is owned by us: Klaviyo holds a copy.',
          environments: [klaviyo],
          endpoints: [
            ['GET', '/api/profiles', 'List profiles', 34, 200],
            ['POST', '/api/profiles', 'Create a profile', 26, 201],
            ['PATCH', '/api/profiles/{id}', 'Update a profile', 30, 200],
            ['POST', '/api/profile-subscription-bulk-create-jobs', 'Subscribe profiles', 10, 202],
          ],
          traffic: {
            calls: 720,
            medianMs: 170,
            sandboxShare: 0,
            failures: [
              [429, 6],
              [409, 6],
            ],
          },
        },
      ],
    },
    {
      name: 'Google',
      domain: 'google.com',
      category: 'Marketing',
      docsUrl: 'https://developers.google.com/merchant/api',
      statusUrl: 'https://status.search.google.com',
      notes: '',
      apis: [
        {
          name: 'Merchant',
          version: 'v1',
          description: 'Products for shopping ads.',
          criticality: 'low',
          owner: null,
          deputy: null,
          escalation: '',
          notes: 'Set up by the agency. Who looks after it?',
          environments: [{ name: 'Production', kind: 'production', baseUrl: 'https://merchantapi.googleapis.com' }],
          endpoints: [
            ['GET', '/products/v1/accounts/{account}/products', 'List products', 60, 200],
            ['POST', '/products/v1/accounts/{account}/productInputs:insert', 'Insert a product', 30, 200],
            ['GET', '/accounts/v1/accounts/{account}/issues', 'List account issues', 10, 200],
          ],
          traffic: { calls: 90, medianMs: 260, sandboxShare: 0, failures: [] },
        },
      ],
    },
    {
      name: 'Twilio',
      domain: 'twilio.com',
      category: 'Messages',
      docsUrl: 'https://www.twilio.com/docs/messaging/api',
      statusUrl: 'https://status.twilio.com',
      notes: '',
      apis: [
        {
          name: 'Messaging',
          version: '2010-04-01',
          description: 'Text messages about orders.',
          criticality: 'medium',
          owner: 'Deniz',
          deputy: 'Maya',
          escalation: 'Console ticket, “Message delivery”.',
          notes: 'Sender ID AcmeMobile is registered for Germany, Austria and the Netherlands.',
          environments: [
            {
              name: 'Production',
              kind: 'production',
              baseUrl: 'https://api.twilio.com/2010-04-01/Accounts/{AccountSid}',
              variables: { AccountSid: 'acme-mobile-main' },
            },
          ],
          endpoints: [
            ['POST', '/Messages.json', 'Send a message', 62, 201],
            ['GET', '/Messages/{Sid}.json', 'Show a message', 30, 200],
            ['GET', '/Messages.json', 'List messages', 8, 200],
          ],
          traffic: { calls: 520, medianMs: 150, sandboxShare: 0, failures: [[400, 6]] },
        },
      ],
    },
    {
      name: 'Zendesk',
      domain: 'zendesk.com',
      category: 'Support',
      docsUrl: 'https://developer.zendesk.com/api-reference/',
      statusUrl: 'https://status.zendesk.com',
      notes: '',
      apis: [
        {
          name: 'Support',
          version: 'v2',
          description: 'Tickets and the customers who wrote them.',
          criticality: 'medium',
          owner: 'you',
          deputy: 'Maya',
          escalation: 'Chat in the product.',
          notes: 'Signs in with name and password. Zendesk wants API tokens or OAuth instead.',
          environments: [{ name: 'Production', kind: 'production', baseUrl: 'https://acme-mobile-shop.zendesk.com' }],
          endpoints: [
            ['GET', '/api/v2/tickets/{ticket_id}', 'Show a ticket', 34, 200],
            ['PUT', '/api/v2/tickets/{ticket_id}', 'Update a ticket', 22, 200],
            ['POST', '/api/v2/tickets', 'Create a ticket', 16, 201],
            ['GET', '/api/v2/search', 'Search', 22, 200],
            ['GET', '/api/v2/users/{user_id}', 'Show a user', 6, 200],
          ],
          traffic: {
            calls: 370,
            medianMs: 210,
            sandboxShare: 0,
            failures: [
              [404, 4],
              [422, 3],
            ],
          },
        },
      ],
    },
    {
      name: 'Slack',
      domain: 'slack.com',
      category: 'Chat',
      docsUrl: 'https://docs.slack.dev/apis/web-api/',
      statusUrl: 'https://slack-status.com',
      notes: '',
      apis: [
        {
          name: 'Web API',
          version: '',
          description: 'Messages to the team’s channels.',
          criticality: 'low',
          owner: 'Deniz',
          deputy: null,
          escalation: '',
          notes: '',
          environments: [{ name: 'Production', kind: 'production', baseUrl: 'https://slack.com/api' }],
          endpoints: [
            ['POST', '/chat.postMessage', 'Send a message', 80, 200],
            ['POST', '/chat.update', 'Change a message', 10, 200],
            ['GET', '/conversations.list', 'List channels', 6, 200],
            ['GET', '/users.lookupByEmail', 'Find a user by email', 4, 200],
          ],
          traffic: { calls: 150, medianMs: 180, sandboxShare: 0, failures: [[429, 6]] },
        },
      ],
    },
  ];
}

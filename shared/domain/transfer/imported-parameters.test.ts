import { expect, it } from 'vitest';
import { cleanSet } from './clean-set.ts';
import { readInsomniaRequest } from './insomnia-request.ts';
import { readBruno } from './read-bruno.ts';
import { readOpenCollection } from './read-open-collection.ts';
import { readPostman, readPostmanEnvironment } from './read-postman.ts';

const level = { folder: [], headers: [], auth: null, variables: [], scripts: [] };

it('takes a header and a parameter that are off in Postman over as off, and does not call them lost', () => {
  const header = [
    { key: 'X-Mine', value: '{{mine}}', disabled: true },
    { key: 'Content-Type', value: 'text/plain', disabled: true },
    { key: 'X-On', value: '1' },
  ];
  const url = {
    raw: 'https://a.example/x?page=1',
    query: [
      { key: 'page', value: '1' },
      { key: 'debug', value: '1', disabled: true },
    ],
  };
  const body = { mode: 'raw', raw: '{}', options: { raw: { language: 'json' } } };
  const set = readPostman({ info: { name: 'C' }, item: [{ name: 'R', request: { method: 'POST', url, header, body } }] });
  expect(cleanSet(set).requests[0]).toMatchObject({
    mediaType: 'application/json',
    query: [
      { name: 'page', value: '1' },
      { name: 'debug', value: '1', isOff: true },
    ],
    headers: [
      { name: 'X-Mine', value: '{{mine}}', isOff: true },
      { name: 'Content-Type', value: 'text/plain', isOff: true },
      { name: 'X-On', value: '1' },
    ],
    lost: [],
  });
});

it('makes no credential of a header that was off, and keeps nothing of its secret', () => {
  const header = [{ key: 'Authorization', value: 'Bearer canary-off-0001', disabled: true }];
  const set = readPostman({ info: { name: 'C' }, item: [{ name: 'R', request: { url: 'https://a.example/x', header } }] });
  const [request] = cleanSet(set).requests;
  expect(request).toMatchObject({
    auth: null,
    headers: [],
    lost: ['The header Authorization: it carries a secret, and was switched off.'],
  });
  expect(JSON.stringify(request)).not.toContain('canary');
});

it('reads the same of Insomnia and OpenCollection; a header that is off does not stand for the folder’s', () => {
  const read = readInsomniaRequest(
    {
      url: 'https://a.example/x',
      parameters: [{ name: 'off', value: '1', disabled: true }],
      headers: [{ name: 'X-Team', value: 'own', disabled: true }],
    },
    {
      ...level,
      headers: [
        { name: 'X-Team', value: 'folder' },
        { name: 'X-Gone', value: '', disabled: true },
      ],
    },
  );
  const headers = [
    { name: 'X-Team', value: 'folder' },
    { name: 'X-Team', value: 'own', isOff: true },
  ];
  expect(read).toMatchObject({ query: [{ name: 'off', value: '1', isOff: true }], headers, lost: [] });
  const http = {
    url: 'https://a.example/x',
    params: [{ name: 'off', value: '1', type: 'query', disabled: true }],
    headers: [{ name: 'X-Team', value: 'own', disabled: true }],
  };
  const [opened] = readOpenCollection([{ path: 'r.yml', value: { info: { name: 'R', type: 'http' }, http } }]).requests;
  expect(opened).toMatchObject({ query: [{ name: 'off', value: '1', isOff: true }], headers: headers.slice(1), lost: [] });
});

it('names what of Bruno is switched off and cannot be kept so: values of a path, of a request, of a folder, of an environment', () => {
  const set = cleanSet(
    readBruno([
      { path: 'bruno.json', text: '{ "name": "Shop" }' },
      { path: 'collection.bru', text: 'vars:pre-request {\n  ~shop: acme\n}\n' },
      { path: 'Orders/folder.bru', text: 'meta {\n  name: Orders\n}\nvars:pre-request {\n  ~a: 1\n  ~b: 2\n}\n' },
      { path: 'environments/Sandbox.bru', text: 'vars {\n  host: x.test\n  ~old: y.test\n}\nvars:secret [\n  key,\n  ~gone\n]\n' },
      {
        path: 'Orders/Get.bru',
        text: 'meta {\n  name: Get\n}\nget {\n  url: https://x.test/orders/:id\n}\nheaders {\n  ~X-Off: 1\n}\nparams:path {\n  ~id: 7\n}\nvars:pre-request {\n  ~size: 5\n}\n',
      },
    ]),
  );
  expect(set.requests[0]).toMatchObject({
    url: 'https://x.test/orders/{id}',
    pathValues: [],
    variables: [],
    headers: [{ name: 'X-Off', isOff: true }],
    lost: ['The path value id is switched off there and left out here.', 'The value size is switched off there and left out here.'],
  });
  expect(set.notes).toEqual([
    'The value shop of the collection is switched off there and left out here.',
    'The values a, b of the folder “Orders” are switched off there and left out here.',
    'The values old, gone of “Sandbox” are switched off there and left out here.',
  ]);
  expect(set.environments[0]?.secrets).toEqual([{ name: 'key', value: '' }]);
  expect(readPostmanEnvironment({ name: 'Live', values: [{ key: 'old', value: 'x', enabled: false }] }).off).toEqual(['old']);
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coresForTests, faultFrom, until } from '../testing/test-core.ts';
import { json, startVendor, type Answer } from '../testing/test-vendor.ts';

const tests = coresForTests();

async function asked(answer: Answer, draft: Record<string, unknown> = {}) {
  const started = await tests.startOpen();
  const vendor = await startVendor(tests, started, answer);
  const send = (more: Record<string, unknown> = {}) =>
    started.client.console.send({ environmentId: vendor.environmentId, method: 'GET', path: '/orders', ...draft, ...more });
  const exchange = await send();
  return { ...started, vendor, send, exchange, answers: started.client.answers, exchangeId: exchange.id };
}

/** Several megabytes, so that it lies in a sealed file and every reading of it is a job. */
const manyRows = Array.from({ length: 30_000 }, (_, id) => ({ id, name: `Product ${id}`, note: 'x'.repeat(40), price: id % 7 }));
const rowsText = JSON.stringify({ rows: manyRows });

const many: Answer = (_request, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(rowsText);

describe('an answer', () => {
  it('is looked at as what it is, in its own charset', async () => {
    const { answers, exchangeId } = await asked((_request, response) =>
      response
        .writeHead(200, { 'Content-Type': 'application/xml' })
        .end(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Straße</a>', 'latin1')),
    );
    expect(await answers.look({ exchangeId })).toMatchObject({
      kind: 'xml',
      text: '<?xml version="1.0" encoding="ISO-8859-1"?><a>Straße</a>',
      charset: 'windows-1252',
      charsetWords: 'as the text itself says',
      fileName: 'exchange-1-answer.xml',
    });
  });

  it('that is an image comes as an address that the page may draw; its bytes come as they are', async () => {
    const png = readFileSync(new URL('../../../resources/icon.png', import.meta.url));
    const { answers, exchangeId } = await asked((_request, response) => response.writeHead(200, { 'Content-Type': 'image/png' }).end(png));
    const look = await answers.look({ exchangeId });
    expect(look).toMatchObject({ kind: 'image', text: null, imageUrl: expect.stringMatching(/^data:image\/png;base64,/) });
    expect(look.facts).toContainEqual(['Size', expect.stringMatching(/^\d+ × \d+ pixels$/)]);
    const { base64, byteLength } = await answers.page({ exchangeId, offset: 0, length: 1_048_576 });
    expect(byteLength).toBe(png.length);
    expect(Buffer.from(base64, 'base64').equals(png.subarray(0, 1_048_576))).toBe(true);
  });

  it('of several megabytes is read line by line, searched and filtered, and never comes whole', async () => {
    const { answers, exchangeId, client } = await asked(many);
    expect(await answers.look({ exchangeId })).toMatchObject({ kind: 'json', text: null, byteLength: rowsText.length });
    const pretty = JSON.stringify({ rows: manyRows }, null, 2).split('\n');
    expect((await answers.lines({ exchangeId, from: 1, count: 5 })).lines.map(({ text }) => text)).toEqual(pretty.slice(0, 5));
    await until(async () => (await answers.lines({ exchangeId, from: 1, count: 1 })).isComplete, 'all lines are counted');
    const { lines, total } = await answers.lines({ exchangeId, from: 100_000, count: 3 });
    expect(total).toBe(pretty.length);
    expect(lines).toEqual(pretty.slice(99_999, 100_002).map((text, at) => ({ number: 100_000 + at, text, cutBytes: 0 })));

    const found = await answers.find({ exchangeId, text: 'PRODUCT 2999' });
    expect(found.total).toBe(11);
    expect(found.lines.map((line) => pretty[line - 1])).toEqual(
      expect.arrayContaining(['      "name": "Product 2999",', '      "name": "Product 29999",']),
    );
    expect((await answers.find({ exchangeId, text: 'PRODUCT', isExact: true })).total).toBe(0);

    const { matches, total: matched } = await answers.filter({ exchangeId, path: '$.rows[?@.price == 3].name' });
    expect(matched).toBe(Math.floor((30_000 - 4) / 7) + 1);
    expect(matches).toHaveLength(1_000);
    expect(matches[1]).toEqual({ path: '$.rows[10].name', line: 65, type: 'string', value: '"Product 10"' });
    expect(pretty[64]).toBe('      "name": "Product 10",');
    const jobs = (await client.jobs.list({}))
      .filter(({ kind }) => /^(?:count|find|filter) /.test(kind))
      .map(({ kind, state }) => `${kind} ${state}`);
    expect(jobs).toEqual(['filter answer done', 'find in answer done', 'find in answer done', 'count answer lines done']);
  });

  it('of several megabytes is folded: what a line opens is known to its end', async () => {
    const { answers, exchangeId } = await asked(many);
    const pretty = JSON.stringify({ rows: manyRows }, null, 2).split('\n');
    await answers.lines({ exchangeId, from: 1, count: 1 });
    await until(async () => (await answers.lineEnd({ exchangeId, line: 2 })).end !== null, 'its lines are counted');
    expect((await answers.lineEnd({ exchangeId, line: 2 })).end).toEqual({ number: pretty.length - 1, text: '  ]', cutBytes: 0 });
    expect((await answers.lineEnd({ exchangeId, line: 3 })).end).toMatchObject({ number: 8, text: '    },' });
    expect((await answers.lineEnd({ exchangeId, line: 4 })).end).toBeNull();
  });

  it('that is a stream of events is read event by event, small or large', async () => {
    let size = 3;
    const { answers, exchangeId, send, client } = await asked((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.end(
        Array.from({ length: size }, (_, at) => `event: order\nid: ${at}\ndata: {"n":${at},"note":"ü${'x'.repeat(90)}"}\n\n`).join(''),
      );
    });
    expect(await answers.look({ exchangeId })).toMatchObject({ kind: 'events', text: expect.stringContaining('event: order') });
    const data = (at: number): string => `{"n":${at},"note":"ü${'x'.repeat(90)}"}`;
    const event = (at: number) => ({
      number: at + 1,
      at: expect.any(Number) as number,
      name: 'order',
      id: String(at),
      data: data(at),
      cutLetters: 0,
      isCutOff: false,
    });
    expect(await answers.events({ exchangeId, from: 1, count: 9 })).toEqual({ events: [0, 1, 2].map(event), total: 3, isComplete: true });

    size = 20_000;
    const { id } = await send();
    expect(await answers.look({ exchangeId: id })).toMatchObject({ kind: 'events', text: null });
    expect((await answers.events({ exchangeId: id, from: 1, count: 2 })).events).toEqual([0, 1].map(event));
    await until(async () => (await answers.events({ exchangeId: id, from: 1, count: 1 })).isComplete, 'all events are counted');
    expect(await answers.events({ exchangeId: id, from: 19_999, count: 9 })).toEqual({
      events: [19_998, 19_999].map(event),
      total: 20_000,
      isComplete: true,
    });
    expect((await client.jobs.list({})).map(({ kind }) => kind)).toContain('count answer events');
  });

  it.each([
    ['UTF-16 with a mark', 'application/json', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 that says nothing of it', 'application/json', (text: string) => Buffer.from(text, 'utf16le').swap16(), 'utf-16be'],
    ['Latin-1', 'application/json; charset=iso-8859-1', (text: string) => Buffer.from(text, 'latin1'), 'windows-1252'],
  ])('in %s is read, searched, filtered and compared as what it is, small or large', async (_what, mediaType, encode, charset) => {
    const rows = Array.from({ length: 9_000 }, (_, id) => ({ id, street: `Straße ${id}`, note: 'x'.repeat(40) }));
    let call = 0;
    const { answers, exchangeId, send, exchange } = await asked((_request, response) => {
      call += 1;
      const body = call === 1 ? { rows: rows.slice(0, 2) } : { rows: [...rows, { id: call, street: 'Ende', note: '' }] };
      response.writeHead(200, { 'Content-Type': mediaType }).end(encode(JSON.stringify(body)));
    });
    expect(exchange.answerBody?.text).toBe(JSON.stringify({ rows: rows.slice(0, 2) }));
    expect((await answers.find({ exchangeId, text: 'STRAßE' })).lines).toEqual([5, 10]);

    const { id } = await send();
    expect(await answers.look({ exchangeId: id })).toMatchObject({ kind: 'json', text: null, charset });
    await until(async () => (await answers.lines({ exchangeId: id, from: 1, count: 1 })).isComplete, 'all lines are counted');
    const { lines, total } = await answers.lines({ exchangeId: id, from: 44_999, count: 3 });
    expect(total).toBe(9_001 * 5 + 4);
    expect(lines.map(({ text }) => text)).toEqual([
      '      "id": 8999,',
      '      "street": "Straße 8999",',
      `      "note": "${'x'.repeat(40)}"`,
    ]);
    expect(await answers.find({ exchangeId: id, text: 'straße 8999' })).toEqual({ total: 1, lines: [45_000] });
    expect((await answers.find({ exchangeId: id, text: 'straße 8999', isExact: true })).total).toBe(0);
    const { matches } = await answers.filter({ exchangeId: id, path: '$.rows[8999].street' });
    expect(matches[0]).toMatchObject({ line: 45_000, value: '"Straße 8999"' });
    const { differences } = await answers.diff({ leftId: id, rightId: (await send()).id });
    expect(differences.map(({ path, left, right }) => [path, left, right])).toEqual([['$.rows[9000].id', '2', '3']]);
  });

  it('in a charset of letters with one byte or two is searched by its lines', async () => {
    const words = Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x0a]);
    const { answers, exchangeId } = await asked((_request, response) =>
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=Shift_JIS' }).end(Buffer.concat([Buffer.from('{\n'), words, words])),
    );
    expect((await answers.look({ exchangeId })).text).toBe('{\n日本語\n日本語\n');
    expect(await answers.find({ exchangeId, text: '本' })).toEqual({ total: 2, lines: [2, 3] });
  });

  it('is not blocked on while a filter reads it: the call that asked cancels it', async () => {
    const { answers, exchangeId, client } = await asked(many);
    const abort = new AbortController();
    const filtering = answers.filter({ exchangeId, path: '$..*' }, { signal: abort.signal });
    abort.abort();
    expect((await faultFrom(filtering)).code).toBe('cancelled');
    await until(async () => (await client.jobs.list({})).every(({ state }) => state !== 'running'), 'the job has ended');
  });

  it('filtered by what is no path says where it is wrong', async () => {
    const { answers, exchangeId } = await asked((_request, response) => json(response, { a: [1, 2] }));
    const fault = await faultFrom(answers.filter({ exchangeId, path: '$.a[' }));
    expect(fault.data).toMatchObject({ code: 'bad_input', happened: expect.stringContaining('at character 5'), place: { column: 5 } });
    expect((await answers.pick({ exchangeId, path: '$.a[*]' })).json).toBe('[\n  1,\n  2\n]');
    expect((await faultFrom(answers.filter({ exchangeId: exchangeId.replace(/.$/, '0').replace(/^./, 'f'), path: '$' }))).code).toBe(
      'not_found',
    );
  });
});

describe('two answers', () => {
  const counting = (): Answer => {
    let call = 0;
    return (_request, response) => {
      call += 1;
      json(response, {
        id: `req_${call}`,
        at: `2026-11-21T08:00:0${call}Z`,
        rows: [
          { sku: 'A', price: call },
          { sku: 'B', price: 5 },
        ],
      });
    };
  };

  it('are compared, with what the endpoint leaves out kept and taken back', async () => {
    const { answers, client, send, exchange, vendor } = await asked(counting());
    const second = await send();
    const plain = await answers.diff({ leftId: exchange.id, rightId: second.id });
    expect(plain.differences.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'changed $.id',
      'changed $.at',
      'changed $.rows[0].price',
    ]);
    expect(plain).toMatchObject({ way: 'json', status: null, left: { number: 1 }, right: { number: 2 } });
    expect(plain.headers.every(({ isUsual }) => isUsual)).toBe(true);

    const endpoint = (await client.inventory.endpoints({ apiId: vendor.apiId, text: '' }))[0];
    const endpointId = plain.endpointId ?? endpoint?.id;
    if (endpointId === undefined) throw new Error('the test needs an endpoint');
    const rules = { timestamps: true, ids: true, keyOrder: true, itemOrder: false, paths: ['$.rows[*].price'] };
    await answers.keepRules({ endpointId, rules });
    const after = await answers.diff({ leftId: exchange.id, rightId: second.id, ignore: rules });
    expect(after.differences).toEqual([]);
    expect(after.leftOut).toEqual({ timestamps: 1, ids: 1, path: 1 });
    expect((await faultFrom(answers.keepRules({ endpointId, rules: { ...rules, paths: ['rows'] } }))).data.happened).toContain('“rows”');
    const [entry] = (await client.activity.list({})).entries;
    expect(entry?.summary).toContain('leave out');
  });

  it('of megabytes are compared by a job within seconds; texts by their lines, bytes by their fingerprint', async () => {
    let call = 0;
    const { answers, send, exchange } = await asked((_request, response) => {
      call += 1;
      const rows = manyRows.map((row) => (row.id === 15_000 ? { ...row, price: 100 + call } : row));
      if (call <= 2) json(response, { rows });
      else if (call <= 4) response.writeHead(200, { 'Content-Type': 'text/plain' }).end(`one\ntwo ${call}\nthree\n`);
      else response.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(Buffer.from([0, 1, call]));
    });
    const second = await send();
    const { differences, rows } = await answers.diff({ leftId: exchange.id, rightId: second.id });
    expect(differences).toMatchObject([{ kind: 'changed', path: '$.rows[15000].price', left: '101', right: '102' }]);
    expect(rows.filter(({ kind }) => kind === 'changed')).toMatchObject([{ left: '      "price": 101', right: '      "price": 102' }]);
    const [third, fourth, fifth, sixth] = [await send(), await send(), await send(), await send()];
    expect(await answers.diff({ leftId: third.id, rightId: fourth.id })).toMatchObject({
      way: 'text',
      differences: [{ path: 'line 2', left: 'two 3', right: 'two 4' }],
    });
    expect(await answers.diff({ leftId: fifth.id, rightId: sixth.id })).toMatchObject({ way: 'bytes', counts: { changed: 1 } });
  });

  it('that belong together are found: the one before, and the last good one', async () => {
    let status = 200;
    const { answers, send, exchange } = await asked((_request, response) => json(response, { id: status }, {}, status));
    status = 500;
    const second = await send();
    const third = await send();
    expect(await answers.comparable({ id: third.id })).toMatchObject({ previous: { id: second.id }, lastGood: { id: exchange.id } });
    expect(await answers.comparable({ id: exchange.id })).toEqual({ previous: null, lastGood: null });
    expect(await answers.diff({ leftId: exchange.id, rightId: third.id })).toMatchObject({ status: { left: '200', right: '500' } });
  });
});

describe('a failure', () => {
  it('is explained by the app, the vendor and the team, the closest note first', async () => {
    const { answers, client, vendor, exchangeId } = await asked((_request, response) =>
      json(
        response,
        { type: 'https://v.example/problems/funds', title: 'No funds', detail: 'The balance is empty.', instance: '/p/1', code: 'E42' },
        { 'Content-Type': 'application/problem+json' },
        422,
      ),
    );
    const whole = await answers.addNote({ apiId: vendor.apiId, errorClass: 'ours', body: 'Ask **Ines**.' });
    await answers.addNote({
      apiId: vendor.apiId,
      errorClass: 'ours',
      status: 422,
      problemType: 'https://v.example/problems/funds',
      body: 'Top up the balance.',
    });
    await answers.addNote({ apiId: vendor.apiId, errorClass: 'ours', status: 404, body: 'Not this one.' });
    await answers.addNote({ apiId: vendor.apiId, errorClass: 'auth', body: 'Nor this.' });
    const explained = await answers.explain({ id: exchangeId });
    expect(explained).toMatchObject({
      errorClass: 'ours',
      builtIn: { title: 'Our request is wrong' },
      effect: { verdict: 'no' },
      problem: { title: 'No funds', detail: 'The balance is empty.', instance: '/p/1' },
    });
    expect(explained.notes.map(({ body }) => body)).toEqual(['Top up the balance.', 'Ask **Ines**.']);
    expect((await client.search.find({ text: 'balance' })).map(({ entity }) => entity)).toContain('guidance');
    await answers.changeNote({ id: whole.id, errorClass: 'ours', status: null, problemType: null, body: 'Ask Omar.' });
    await answers.removeNote({ id: whole.id });
    expect((await answers.notes({ apiId: vendor.apiId })).map(({ body }) => body)).not.toContain('Ask Omar.');
  });
});

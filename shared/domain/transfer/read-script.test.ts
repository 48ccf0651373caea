import { describe, expect, it } from 'vitest';
import { importedCheckWords } from './flow-checks.ts';
import { readScript } from './read-script.ts';

const words = (script: string): string[] => readScript(script).checks.map(importedCheckWords);

describe('a test script', () => {
  it.each([
    ['pm.test("ok", function () { pm.response.to.have.status(200); });', ['status is 200']],
    ['pm.test("ok", () => {\n  pm.expect(pm.response.code).to.equal(201);\n});', ['status is 201']],
    ['pm.expect(pm.response.code).to.be.oneOf([200, 201, 202]);', ['status is one of 200, 201, 202']],
    ['tests["Status code is 200"] = responseCode.code === 200;', ['status is 200']],
    ['pm.expect(pm.response.responseTime).to.be.below(200);', ['time is less than 200 ms']],
    ['pm.response.to.have.header("ETag");', ['header ETag is there']],
    ['pm.response.to.have.header("Content-Type", "application/json");', ['header Content-Type is “application/json”']],
    ["pm.expect(pm.response.headers.get('X-A')).to.include('b');", ['header X-A contains “b”']],
    ['const jsonData = pm.response.json();\npm.expect(jsonData.a.b[0].c).to.eql("x");', ['$.a.b[0].c is “x”']],
    ['let data = JSON.parse(responseBody);\npm.expect(data["odd key"]).to.not.equal(null)', ["$['odd key'] is not null"]],
    ['const j = pm.response.json();\npm.expect(j).to.have.property("id");', ['$.id is there']],
    ['const j = pm.response.json(); pm.expect(j.ok).to.be.true', ['$.ok is true']],
    ['pm.expect(pm.response.text()).to.include("done")', ['body contains “done”']],
    ['pm.expect(pm.response.text()).to.match(/^ok-\\d+$/)', ['body matches “^ok-\\d+$”']],
    ['pm.expect(pm.response.text()).to.match(/^OK/gi)', ['body matches “(?i)^OK”']],
    ["pm.test('status', () => pm.expect(pm.response.code).to.eql(200));", ['status is 200']],
    ["pm.test('row', () => pm.expect(pm.response.json().id).to.eql(pm.iterationData.get('orderId')));", ['$.id is “{{orderId}}”']],
    ['test("order", () => expect(res.getBody().id).to.equal(bru.runner.iterationData.get("orderId")));', ['$.id is “{{orderId}}”']],
    ['pm.expect(pm.response.json().url).to.eql(`/orders/${pm.variables.get("order id")}`)', ['$.url is “/orders/{{order-id}}”']],
    ['const { id, links: { self } } = pm.response.json(); pm.expect(self).to.include(data.host)', ['$.links.self contains “{{host}}”']],
    [
      'const first = pm.response.json().items[0];\npm.expect(first?.state).to.be.oneOf(["open", "paid"])',
      ['$.items[0].state is one of “open, paid”'],
    ],
    ['const wanted = 201; pm.expect(pm.response.code).to.eql(wanted)', ['status is 201']],
    ['var jsonData; jsonData = JSON.parse(responseBody); tests["paid"] = jsonData.state === "paid";', ['$.state is “paid”']],
    ['tests["quick"] = responseTime < 300 && responseCode.code !== 500', ['time is less than 300 ms', 'status is not 500']],
    ['tests["has it"] = responseBody.has("receipt")', ['body contains “receipt”']],
    ['pm.expect([200, 202]).to.include(pm.response.code)', ['status is one of 200, 202']],
    ['pm.expect(pm.response.code === 200 && pm.response.json().ok !== undefined).to.be.true', ['status is 200', '$.ok is there']],
    ['pm.expect(pm.response.code).to.be.within(200, 299)', ['status is more than 199', 'status is less than 300']],
    ['pm.expect(pm.response.responseTime).to.be.at.most(500)', ['time is less than 501 ms']],
    ['pm.response.to.be.notFound', ['status is 404']],
    ['pm.response.to.be.json; pm.response.to.have.jsonBody("order.id", 7)', ['header Content-Type contains “json”', '$.order.id is 7']],
    ['pm.expect(pm.response.json()).to.have.property("a").that.equals(1)', ['$.a is there', '$.a is 1']],
    ['console.log(pm.response.json()); pm.response.to.have.status(204)', ['status is 204']],
    // A name that the script has given to the body is the body, whatever other programs call by it.
    ['const res = pm.response.json(); pm.expect(res.status).to.eql("paid")', ['$.status is “paid”']],
  ])('%s', (script, expected) => {
    expect(words(script)).toEqual(expected);
    expect(readScript(script).others).toBe(0);
  });

  it.each([
    'pm.expect(pm.response.json().items.length).to.be.above(0)',
    'if (pm.response.code === 200) { pm.expect(pm.response.json().id).to.exist }',
    'if (pm.response.code === 200) {\n  pm.test("id", () => {\n    pm.expect(pm.response.json().id).to.exist;\n  });\n}',
    'if (ok)\n  pm.response.to.have.status(200)',
    'if (ok) { x() } else pm.response.to.have.status(404)',
    'pm.sendRequest("https://a.example", (err, res) => {\n  pm.expect(res.status).to.equal("OK");\n});',
    'pm.response.json().items.forEach((item) => { pm.expect(pm.response.code).to.equal(200) })',
    'pm.test("a", () => { if (pm.response.code !== 200) return; pm.expect(pm.response.json().id).to.exist })',
    'pm.test.skip("a", () => pm.response.to.have.status(200))',
    'let body = pm.response.json(); body = body.items; pm.expect(body.id).to.exist',
    'const code = other(); pm.expect(code).to.eql(200)',
    'pm.expect(pm.response.json()).to.have.nested.property("a.b")',
    'pm.expect(pm.response.json().id).to.be.a("string")',
    'pm.expect(pm.response.code === 200 || pm.response.code === 404).to.be.true',
    'tests["a"] = pm.response.json().total >= 1.5',
    'this is no script; pm.response.to.have.status(200)',
  ])('makes no check of what holds only sometimes, or of something else: %s', (script) => {
    const read = readScript(script);
    expect(read.checks).toEqual([]);
    expect(read.others).toBeGreaterThan(0);
  });

  it('goes on behind a condition, and into functions that run where they stand', () => {
    expect(words('if (x) { y() }\npm.response.to.have.status(200)')).toEqual(['status is 200']);
    expect(words('(async () => { try { pm.response.to.have.status(200) } catch (e) { z() } })()')).toEqual(['status is 200']);
    expect(words('pm.test("a", function () { if (x) { y() } pm.response.to.have.status(200) })')).toEqual(['status is 200']);
  });

  it('counts what says more than a check, and takes nothing from it', () => {
    const script = `
      // pm.response.to.have.status(500);
      const total = data.items.reduce((sum, one) => sum + one.price, 0);
      pm.expect(total).to.equal(12);
      pm.sendRequest("https://evil.example", () => {});
      eval("process.exit()");
    `;
    expect(readScript(script)).toMatchObject({ checks: [], captures: [] });
    expect(readScript(script).others).toBeGreaterThan(2);
  });

  it('makes captures of values that are kept for later', () => {
    const script = `const body = pm.response.json();
      pm.environment.set("token", body.auth.token);
      pm.collectionVariables.set('trace', pm.response.headers.get("X-Trace"));
      pm.globals.set("sum", 1 + 1);`;
    expect(readScript(script)).toEqual({
      checks: [],
      captures: [
        { name: 'token', from: 'body', at: '$.auth.token' },
        { name: 'trace', from: 'header', at: 'X-Trace' },
      ],
      others: 1,
    });
  });

  it('ends on any text, also one that is no script', () => {
    for (const text of ['', '"', '`${', '{{{{', 'pm.test(', 'a'.repeat(300_000), '(((('.repeat(10_000)])
      expect(readScript(text).checks).toEqual([]);
  });
});

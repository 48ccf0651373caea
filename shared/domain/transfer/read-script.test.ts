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

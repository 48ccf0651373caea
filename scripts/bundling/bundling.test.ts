import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiOnly } from './ascii-only.mjs';
import { builtinsByLookup } from './builtins-by-lookup.mjs';

const written = (plugin: ReturnType<typeof asciiOnly>, code: string): string => {
  const file = { type: 'chunk', code };
  plugin.generateBundle({}, { 'a.js': file });
  return file.code;
};

describe('a script of the app', () => {
  it('says the same in ASCII only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const code = written(asciiOnly(), `[${JSON.stringify(text)}, /^[“–鍵]+$/u.test("“–鍵"), \`…\`]`);
        expect(code).toMatch(/^[\0-\u007f]*$/);
        expect([...(runInNewContext(code) as unknown[])]).toEqual([text, true, '…']);
      }),
    );
  });

  it.each([
    ['import fs from"node:fs";', 'const fs=globalThis.process.getBuiltinModule("node:fs");'],
    ['import * as tls from "node:tls";', 'const tls=globalThis.process.getBuiltinModule("node:tls");'],
    [
      'import{readFileSync as read,rmSync}from"node:fs";',
      'const {readFileSync:read,rmSync}=globalThis.process.getBuiltinModule("node:fs");',
    ],
    [
      'import zlib,{gunzipSync}from"zlib";',
      'const zlib=globalThis.process.getBuiltinModule("zlib");const {gunzipSync}=globalThis.process.getBuiltinModule("zlib");',
    ],
    ['import{app}from"electron";', 'import{app}from"electron";'],
    ['import{t}from"./start.js";', 'import{t}from"./start.js";'],
    ['const text="import it from";', 'const text="import it from";'],
  ])('takes what is Node’s by lookup: %s', (line, expected) => {
    expect(written(builtinsByLookup(), line)).toBe(expected);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync, deflateRawSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readFromTgz } from './tar-archive.mjs';
import { isContained, unpackZip } from './zip-archive.mjs';

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'quartermaster-archives-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

type Entry = { name: string; content: string; mode?: number; isDeflated?: boolean };

/** A zip file by the book (PKWARE APPNOTE), small enough to read. */
function makeZip(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode = 0o100644, isDeflated = true } of entries) {
    const packed = isDeflated ? deflateRawSync(content) : Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(isDeflated ? 8 : 0, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(Buffer.byteLength(content), 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

async function unpack(entries: readonly Entry[], placeFor: (name: string) => string | null = (name) => name) {
  const dir = folder();
  writeFileSync(join(dir, 'a.zip'), makeZip(entries));
  const written = await unpackZip(join(dir, 'a.zip'), join(dir, 'out'), placeFor);
  return { written, at: (name: string) => join(dir, 'out', name) };
}

describe('unpackZip', () => {
  it('writes stored, deflated and empty files with their permissions', async () => {
    const { written, at } = await unpack([
      { name: 'in/', content: '', isDeflated: false },
      { name: 'in/program', content: 'x'.repeat(100_000), mode: 0o100755 },
      { name: 'plain', content: 'hello', isDeflated: false },
      { name: 'empty', content: '', isDeflated: false },
    ]);
    expect(written).toBe(3);
    expect(readFileSync(at('in/program'), 'utf8')).toHaveLength(100_000);
    expect(statSync(at('in/program')).mode & 0o777).toBe(0o755);
    expect(readFileSync(at('plain'), 'utf8')).toBe('hello');
    expect(statSync(at('empty')).size).toBe(0);
  });

  it('leaves out what gets no place', async () => {
    const { written } = await unpack(
      [
        { name: 'a', content: '1' },
        { name: 'b', content: '2' },
      ],
      (name) => (name === 'a' ? 'c' : null),
    );
    expect(written).toBe(1);
  });

  it('refuses to write outside of its folder', async () => {
    await expect(unpack([{ name: '../evil', content: 'x' }])).rejects.toThrow('outside its folder');
    await expect(unpack([{ name: 'link', content: '../../etc', mode: 0o120777, isDeflated: false }])).rejects.toThrow('outside its folder');
  });

  it('refuses a file that is no zip file, or was cut off', async () => {
    const dir = folder();
    const whole = makeZip([{ name: 'a', content: 'hello' }]);
    writeFileSync(join(dir, 'none.zip'), 'this is text');
    writeFileSync(join(dir, 'cut.zip'), whole.subarray(0, whole.length - 10));
    await expect(unpackZip(join(dir, 'none.zip'), dir, (name) => name)).rejects.toThrow('not a zip file');
    await expect(unpackZip(join(dir, 'cut.zip'), dir, (name) => name)).rejects.toThrow('not a zip file');
  });
});

describe('isContained', () => {
  it.each(['a', 'a/b', 'a/..b/c', 'locales/en.pak'])('keeps %s', (place) => expect(isContained(place)).toBe(true));
  it.each(['', '..', '../a', 'a/../../b', '/etc', String.raw`a\..\b`, String.raw`C:\a`])('refuses "%s"', (place) =>
    expect(isContained(place)).toBe(false),
  );
});

describe('readFromTgz', () => {
  it('streams one file out of an archive that tar made', async () => {
    const dir = folder();
    mkdirSync(join(dir, 'package'));
    writeFileSync(join(dir, 'package', 'package.json'), '{}');
    writeFileSync(join(dir, 'package', 'big.zip'), 'z'.repeat(1_300_001));
    execFileSync('tar', ['--format=ustar', '-czf', join(dir, 'a.tgz'), '-C', dir, 'package']);
    expect(await text(readFromTgz(join(dir, 'a.tgz'), (name) => name.endsWith('.zip')))).toHaveLength(1_300_001);
    expect(await text(readFromTgz(join(dir, 'a.tgz'), (name) => name.endsWith('.json')))).toBe('{}');
    await expect(text(readFromTgz(join(dir, 'a.tgz'), () => false))).rejects.toThrow('expected file');
  });

  it('notices an archive that ends too early', async () => {
    const path = join(folder(), 'a.tgz');
    const header = Buffer.alloc(512);
    header.write('package/a.zip', 0);
    header.write('00000002000\0', 124);
    writeFileSync(path, gzipSync(Buffer.concat([header, Buffer.alloc(512)])));
    await expect(text(readFromTgz(path, () => true))).rejects.toThrow('middle of a file');
  });
});

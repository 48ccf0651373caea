import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

interface Compiling {
  exports: unknown;
  _compile: (this: Compiling, source: string, file: string, ...rest: unknown[]) => unknown;
}
type Run = (exports: unknown, require: NodeJS.Require, module: Compiling, file: string, folder: string) => unknown;

const compiled = new Map<string, Script>();
const kept = new Set<string>();

/** Beside the file, so that it is packed, sealed and removed together with it. */
const cacheOf = (file: string): string => `${file}.v8`;

/**
 * From now on the scripts of a folder are read together with V8's compiled form of them, where the build has left one
 * beside them; reading and compiling them takes most of the time that the engine needs to start. V8 refuses the form that
 * another version of it has made, or that was made under other settings, and the script is then compiled as always.
 */
export function useCodeCache(folder: string): void {
  const modules = (Module as unknown as { prototype: Compiling }).prototype;
  // Node has no other door to what require compiles; the cache of its own (module.enableCompileCache) is younger than our oldest runtime,
  // and would have to lie where everybody can write.
  const { _compile: compile } = modules;
  modules._compile = function (this: Compiling, source, file, ...rest) {
    if (dirname(file) !== folder) return compile.call(this, source, file, ...rest);
    const cachedData = readIfWhole(cacheOf(file));
    const script = new Script(Module.wrap(source), { filename: file, ...(cachedData ? { cachedData } : {}) });
    compiled.set(file, script);
    return (script.runInThisContext() as Run).call(this.exports, this.exports, createRequire(file), this, file, folder);
  };
}

/**
 * Writes the compiled form of every script that was read since the last time, with all of its functions that have run by now; for the
 * build. Returns how many.
 */
export function keepCodeCache(): number {
  const fresh = [...compiled].filter(([file]) => !kept.has(file));
  for (const [file, script] of fresh) {
    kept.add(file);
    const form = script.createCachedData();
    writeFileSync(`${cacheOf(file)}.part`, Buffer.concat([sealOf(form), form]));
    renameSync(`${cacheOf(file)}.part`, cacheOf(file));
  }
  return fresh.length;
}

/** How many scripts were read, and how many of them with their compiled form. */
export function codeCacheUse(): { readonly scripts: number; readonly cached: number } {
  const cached = [...compiled.values()].filter(({ cachedDataRejected }) => cachedDataRejected === false).length;
  return { scripts: compiled.size, cached };
}

/** V8 believes a form that was damaged on the disk, and then crashes or never ends: so it carries a seal. */
const sealOf = (form: Buffer): Buffer => createHash('sha256').update(form).digest();
const sealBytes = 32;

function readIfWhole(file: string): Buffer | undefined {
  try {
    const sealed = readFileSync(file);
    const form = sealed.subarray(sealBytes);
    return sealOf(form).equals(sealed.subarray(0, sealBytes)) ? form : undefined;
  } catch {
    // The build had no runtime to make it with, or it is a script that a start does not read.
    return undefined;
  }
}

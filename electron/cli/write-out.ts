import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asFileFault } from './import-documents.ts';
import type { Outcome, Terminal } from './terminal.ts';

/** Writes an exported file where the person said. */
export async function writeOut(terminal: Terminal, out: string, base64: string): Promise<Outcome> {
  const path = resolve(terminal.io.cwd, out);
  const bytes = Buffer.from(base64, 'base64');
  await writeFile(path, bytes).catch((error: unknown) => {
    throw asFileFault(error, path);
  });
  return { json: { file: path, bytes: bytes.length }, show: () => [`Written: ${path}`] };
}

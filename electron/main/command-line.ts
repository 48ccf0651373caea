import { resolve } from 'node:path';

export interface Opening {
  /** Folder of `--workspace DIR`, or null. */
  readonly folder: string | null;
  /** A `quartermaster://` link, or null. */
  readonly link: string | null;
}

/** What the app was asked to open; the same for a first start and for a second one that hands over. */
export function readCommandLine(argv: readonly string[], cwd: string): Opening {
  const at = argv.indexOf('--workspace');
  const folder = at >= 0 ? argv[at + 1] : argv.find((argument) => argument.startsWith('--workspace='))?.slice('--workspace='.length);
  const link = argv.find((argument) => argument.startsWith('quartermaster://')) ?? null;
  return { folder: folder ? resolve(cwd, folder) : null, link };
}

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { workspaceFile } from './workspace-file.ts';

const listSchema = z.array(z.object({ folder: z.string(), name: z.string(), openedAt: z.number().int() }));
export type RecentEntry = z.infer<typeof listSchema>[number] & { readonly exists: boolean };

const keptEntries = 12;
/** Commands in a row are one visit: the list is not written with each. */
const sameVisitMs = 60_000;

/** The workspaces that were open lately, newest first; shared by the app and the terminal. */
export class RecentWorkspaces {
  readonly #file: string;

  constructor(appDataFolder: string) {
    this.#file = join(appDataFolder, 'recent.json');
  }

  list(): RecentEntry[] {
    return this.#read().map((entry) => ({ ...entry, exists: existsSync(workspaceFile(entry.folder)) }));
  }

  add(folder: string, name: string, now: number): void {
    const [latest] = this.#read();
    if (latest?.folder === folder && latest.name === name && Math.abs(now - latest.openedAt) < sameVisitMs) return;
    this.#write([{ folder, name, openedAt: now }, ...this.#read().filter((entry) => entry.folder !== folder)].slice(0, keptEntries));
  }

  forget(folder: string): void {
    this.#write(this.#read().filter((entry) => entry.folder !== folder));
  }

  #read(): z.infer<typeof listSchema> {
    try {
      return listSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      // A missing or spoilt list of shortcuts is an empty list: no work is lost with it.
      return [];
    }
  }

  #write(entries: z.infer<typeof listSchema>): void {
    mkdirSync(join(this.#file, '..'), { recursive: true, mode: 0o700 });
    const partial = `${this.#file}.${process.pid}.part`;
    writeFileSync(partial, JSON.stringify(entries, null, 1), { mode: 0o600 });
    renameSync(partial, this.#file);
  }
}

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const schema = z.object({
  theme: z.enum(['light', 'dark', 'system']).catch('system'),
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable().catch(null),
  isMaximized: z.boolean().catch(false),
  openFolder: z.string().nullable().catch(null),
});
type Kept = z.infer<typeof schema>;

/** What the shell remembers between starts: the theme, where the window was, which workspace was open. */
export class ShellState {
  readonly #file: string;
  #kept: Kept;

  constructor(folder: string) {
    this.#file = join(folder, 'shell.json');
    this.#kept = this.#read();
  }

  get theme(): Kept['theme'] {
    return this.#kept.theme;
  }

  get bounds(): Rectangle | null {
    return this.#kept.bounds;
  }

  get isMaximized(): boolean {
    return this.#kept.isMaximized;
  }

  get openFolder(): string | null {
    return this.#kept.openFolder;
  }

  keep(part: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...part };
    mkdirSync(join(this.#file, '..'), { recursive: true, mode: 0o700 });
    const partial = `${this.#file}.part`;
    writeFileSync(partial, JSON.stringify(this.#kept), { mode: 0o600 });
    renameSync(partial, this.#file);
  }

  #read(): Kept {
    try {
      return schema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      // The first start, or a spoilt file: the defaults are fine.
      return { theme: 'system', bounds: null, isMaximized: false, openFolder: null };
    }
  }
}

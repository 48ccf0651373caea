import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rectangle } from 'electron';
import type { ThemeChoice } from '../../shared/contract/shell.ts';

interface Kept {
  readonly theme: ThemeChoice;
  readonly bounds: Rectangle | null;
  readonly isMaximized: boolean;
  readonly openFolder: string | null;
}

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
      return readKept(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      // The first start, or a spoilt file: the defaults are fine.
      return readKept(null);
    }
  }
}

/** What is usable of a kept state. By hand: this is read before the window can be made, and a schema library takes longer to load than Electron leaves. */
function readKept(value: unknown): Kept {
  const { theme, bounds, isMaximized, openFolder } = asRecord(value);
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    bounds: readBounds(bounds),
    isMaximized: isMaximized === true,
    openFolder: typeof openFolder === 'string' ? openFolder : null,
  };
}

function readBounds(value: unknown): Rectangle | null {
  const { x, y, width, height } = asRecord(value);
  return typeof x === 'number' && typeof y === 'number' && typeof width === 'number' && typeof height === 'number'
    ? { x, y, width, height }
    : null;
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {});

import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';

/** A line per event worth keeping; redacted by value before it is written. */
export interface Log {
  info(words: string): void;
  /** Keeps an unexpected error; returns the id that the screen shows. */
  bug(error: unknown, stack?: string): string;
  /** From now on these secrets are cut out of every line. */
  redactWith(redact: (text: string) => string): void;
}

const keptBytes = 1_000_000;

/** Writes to `core.log` in the folder; one former file is kept. */
export function openLog(folder: string, now: () => number): Log {
  const file = join(folder, 'core.log');
  let redact = (text: string): string => text;
  const write = (level: string, text: string): void => {
    const line = `${new Date(now()).toISOString()} ${level} ${redact(text)}\n`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (existsSync(file) && statSync(file).size > keptBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, line, { mode: 0o600 });
    } catch {
      // A log that cannot be written (full disk) must not stop the work; standard error still has the line.
      process.stderr.write(line);
    }
  };
  return {
    info: (words) => write('info', words),
    bug: (error, stack) => {
      const logId = randomBytes(4).toString('hex');
      write('bug', `${logId} ${String(error)} ${stack ?? (error instanceof Error ? (error.stack ?? '') : '')}`);
      return logId;
    },
    redactWith: (redactText) => {
      redact = redactText;
    },
  };
}

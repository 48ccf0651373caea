import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';

/**
 * A file beside the database in which evidence stands until it is written to its tables; adding a line takes a tenth of the time of a
 * commit. The lines of one writing have one number, which the commit that writes them keeps: lines with a number that was written are
 * passed over. Like a commit of evidence it outlives the program, not a power cut.
 */
export class HeldFile {
  readonly #path: string;
  #file: number | null = null;
  #end = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Adds a line. One that could not be written whole is not there. */
  add(number: number, record: string): void {
    const line = `${number} ${record}\n`;
    const length = Buffer.byteLength(line);
    if (this.#file === null) {
      this.#file = putAnew(this.#path, Buffer.from(line));
      this.#end = length;
      return;
    }
    const done = writeSync(this.#file, line, this.#end);
    // A disk that is almost full takes a part; it is told when it takes no more.
    if (done < length) writeFully(this.#file, Buffer.from(line).subarray(done), this.#end + done);
    this.#end += length;
  }

  /** Its lines are written to the tables. */
  clear(): void {
    // The next lines are written over them, which is much quicker than at the end of a file that was cut: their number tells them apart.
    this.#end = 0;
  }

  /** The records of the lines that were left with a number greater than this; a line that was cut off is none. What was never put in its place goes. */
  left(written: number): { readonly number: number; readonly records: readonly string[] } {
    removeLeft(besideOf(this.#path));
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch {
      return { number: written, records: [] };
    }
    const lines = text.split('\n').slice(0, -1).map(readLine);
    const number = lines[0]?.number ?? 0;
    // Behind the last line of this number stands what is left of lines before.
    const end = lines.findIndex((line) => line?.number !== number);
    const own = lines.slice(0, end === -1 ? undefined : end);
    return number > written ? { number, records: own.flatMap((line) => (line ? [line.record] : [])) } : { number: written, records: [] };
  }

  /** Nothing is held any more. */
  remove(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    this.#end = 0;
    rmSync(this.#path, { force: true });
    rmSync(besideOf(this.#path), { force: true });
  }
}

function writeFully(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

function readLine(line: string): { readonly number: number; readonly record: string } | null {
  const [, number, record] = /^(\d{1,15}) (.*)$/u.exec(line) ?? [];
  return number === undefined || record === undefined ? null : { number: Number(number), record };
}

/** What a program that was killed had begun beside the file. It is written anew when it is needed, and keeps nothing from opening. */
function removeLeft(beside: string): void {
  try {
    rmSync(beside, { force: true });
  } catch {
    // A folder of that name, or a disk that is only read: whoever writes there next says so.
  }
}

const besideOf = (path: string): string => `${path}-new`;

/**
 * A new file with these bytes in the place of the one before, which stays where it is until they are all written: what the program before
 * held may still be in it. Never through a link: in a workspace that somebody else made it could lead to any file of ours.
 */
function putAnew(path: string, bytes: Uint8Array): number {
  const beside = besideOf(path);
  rmSync(beside, { force: true });
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeFully(file, bytes, 0);
    renameSync(beside, path);
    return file;
  } catch (error) {
    closeSync(file);
    rmSync(beside, { force: true });
    throw error;
  }
}

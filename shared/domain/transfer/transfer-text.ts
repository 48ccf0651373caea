/** A file of an import: its path below what was chosen, with "/" between, and its text. */
export interface TransferText {
  readonly path: string;
  readonly text: string;
}

/** The folders of a path, as names: what climbs, is absolute or cannot be shown is left out. Nothing is ever written under them. */
export const foldersOf = (path: string): string[] =>
  path
    .split(/[\\/]/)
    .slice(0, -1)
    .map((one) => one.replaceAll(/[\u0000-\u001f\u007f]/g, '').trim())
    .filter((one) => one !== '' && !/^\.+$/.test(one) && !/^[A-Za-z]:$/.test(one));

/**
 * The name of a file that somebody else’s text names. It is kept so that a person sees which file is meant; it is never a whole path, so
 * that nothing is read from this computer before a person chose it.
 */
export const fileToChoose = (path: string): string => path.split(/[\\/]/).at(-1)?.trim() ?? '';

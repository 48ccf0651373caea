/** Under this name the app itself acts: its checks, its schedules, its house-keeping. */
export const machineName = 'Quartermaster';

/** Letters of other scripts that look like those of the name. */
const lookAlikes: ReadonlyMap<string, string> = new Map([
  ['ԛ', 'q'],
  ['υ', 'u'],
  ['ս', 'u'],
  ['а', 'a'],
  ['α', 'a'],
  ['ɑ', 'a'],
  ['г', 'r'],
  ['т', 't'],
  ['τ', 't'],
  ['е', 'e'],
  ['ε', 'e'],
  ['м', 'm'],
  ['ѕ', 's'],
  ['ꜱ', 's'],
]);

/**
 * Whether a name reads as that of the app itself: in any case, with look-alike letters, accents, spaces or marks in it. Who acts is told
 * by their id and never by their name; this is so that nobody who reads the name takes one for the other.
 */
export function isMachineName(name: string): boolean {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}]/gu, '');
  return Array.from(plain, (letter) => lookAlikes.get(letter) ?? letter).join('') === machineName.toLowerCase();
}

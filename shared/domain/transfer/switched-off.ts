const mostNamed = 12;

/**
 * That names are switched off there and stay behind, in one sentence; null when there is none. A path has a hole without its value, and a
 * value is there or not: neither can be kept switched off, as a header can.
 */
export function leftOff(what: string, names: readonly string[], place = ''): string | null {
  if (names.length === 0) return null;
  const shown =
    names.length > mostNamed ? `${names.slice(0, mostNamed).join(', ')} and ${names.length - mostNamed} more` : names.join(', ');
  const [s, are] = names.length === 1 ? ['', 'is'] : ['s', 'are'];
  return `The ${what}${s} ${shown}${place === '' ? '' : ` of ${place}`} ${are} switched off there and left out here.`;
}

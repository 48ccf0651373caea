/** What a PAC file answers ("PROXY a:3128; SOCKS5 b:1080; DIRECT") as addresses in order; null is a direct connection. */
export function readPacAnswer(text: string): readonly (string | null)[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part): (string | null)[] => {
      if (/^direct$/i.test(part)) return [null];
      const [, kind = '', host = ''] = /^([a-z0-9]+)\s+(\S+)$/i.exec(part) ?? [];
      const scheme = schemes[kind.toUpperCase()];
      // A word that is not known here may be known to others: the next one is tried.
      return scheme === undefined || !URL.canParse(`${scheme}://${host}`) ? [] : [`${scheme}://${host}`];
    });
}

const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks5',
  SOCKS5: 'socks5',
  SOCKS4: 'socks4',
};

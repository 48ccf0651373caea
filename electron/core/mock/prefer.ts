/** What a caller asked for with `Prefer: code=404, example=declined` (RFC 7240; the names are those that Prism knows). */
export interface Preference {
  readonly status: number | null;
  readonly example: string | null;
  /** Made up from the schema although there is an example. */
  readonly isDynamic: boolean;
}

/** Reads the header, which may come several times. What it does not know it leaves out. */
export function readPrefer(value: string | readonly string[] | undefined): Preference {
  const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
  const asked = new Map<string, string>();
  for (const part of text.split(/[,;]/)) {
    const [name = '', ...rest] = part.split('=');
    const given = rest
      .join('=')
      .trim()
      .replace(/^"(.*)"$/, '$1');
    if (name.trim() !== '') asked.set(name.trim().toLowerCase(), given);
  }
  const status = Number(asked.get('code'));
  return {
    status: Number.isInteger(status) && status >= 200 && status <= 599 ? status : null,
    example: asked.get('example') || null,
    isDynamic: asked.get('dynamic') === 'true' || asked.get('dynamic') === '',
  };
}

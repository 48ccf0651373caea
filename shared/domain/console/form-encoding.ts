/** Fields as `application/x-www-form-urlencoded` (URL Standard, section 5.2), in their order and number. */
export function encodeForm(fields: readonly { readonly name: string; readonly value: string }[]): string {
  return new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value])).toString();
}

/** The fields of such a text, for an editor. */
export function decodeForm(text: string): { name: string; value: string }[] {
  return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }));
}

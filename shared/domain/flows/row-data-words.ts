import { asText } from './answer-facts.ts';

const mostColumns = 4;
const longestValue = 32;

const cut = (text: string): string => (text.length > longestValue ? `${text.slice(0, longestValue - 1).trimEnd()}…` : text);

/** What a row of a run is told by: "order A-17, amount 300". Columns without a value are left out, and those after the fourth. */
export function rowDataWords(data: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(data)
    .map(([column, value]) => ({ column, text: (value === null ? '' : asText(value)).replaceAll(/\s+/g, ' ').trim() }))
    .filter(({ text }) => text !== '');
  const shown = said.slice(0, mostColumns).map(({ column, text }) => `${cut(column.trim())} ${cut(text)}`);
  return [...shown, ...(said.length > mostColumns ? ['…'] : [])].join(', ');
}

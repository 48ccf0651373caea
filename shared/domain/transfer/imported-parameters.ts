import type { ImportedParameter } from './imported.ts';

const isType = ({ name }: ImportedParameter): boolean => name.toLowerCase() === 'content-type';

/** Whether a header says what the body is: that is kept with the body. One that is off says nothing and stays a header. */
export const isTypeThatGoes = (header: ImportedParameter): boolean => isType(header) && !header.isOff;

/** What the headers that went along say the body is. */
export const contentTypeIn = (headers: readonly ImportedParameter[]): string | null => headers.find(isTypeThatGoes)?.value ?? null;

/** The headers that folders hand down and a request's own: its own stand for those of the same name, unless they are off. */
export function withInherited(inherited: readonly ImportedParameter[], own: readonly ImportedParameter[]): ImportedParameter[] {
  const has = new Set(own.filter(({ isOff }) => !isOff).map(({ name }) => name.toLowerCase()));
  return [...inherited.filter(({ name, isOff }) => !isOff && !has.has(name.toLowerCase())), ...own];
}

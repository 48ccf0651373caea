import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from './index.ts';

/** Procedures that change part of a record: what is not named must stay as it is. */
const partialEdit = /^(?:update|edit|change|set)[A-Z]?/;

function inputs(node: object, path: readonly string[] = []): { name: string; shape: z.ZodRawShape }[] {
  const definition = (node as { '~orpc'?: { inputSchema?: unknown } })['~orpc'];
  if (!definition) return Object.entries(node).flatMap(([name, inner]) => inputs(inner as object, [...path, name]));
  return definition.inputSchema instanceof z.ZodObject ? [{ name: path.join('.'), shape: definition.inputSchema.shape }] : [];
}

/** Keys that parsing fills in although nobody gave them: Zod's `.partial()` keeps the defaults of its fields. */
const filledIn = (shape: z.ZodRawShape): string[] =>
  Object.entries(shape)
    .filter(([, field]) => {
      const read = z.safeParse(field, undefined);
      return read.success && read.data !== undefined;
    })
    .map(([key]) => key);

describe('an input that edits', () => {
  const edits = inputs(contract).filter(({ name }) => partialEdit.test(name.split('.').at(-1) ?? ''));

  it('is there for the records that people edit', () => {
    expect(edits.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['calendar.update', 'console.updateSaved', 'credentials.update', 'monitors.update', 'settings.set']),
    );
  });

  it.each(edits)('$name leaves what is not named as it is', ({ shape }) => {
    expect(filledIn(shape)).toEqual([]);
  });

  it('would be caught: a partial object fills the defaults of its fields in', () => {
    expect(filledIn(z.object({ notes: z.string().default(''), name: z.string() }).partial().shape)).toEqual(['notes']);
  });
});

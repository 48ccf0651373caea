/**
 * Whether work was ended because a document is nested too deep: the stack is finite, and `JSON.stringify` and what follows paths go down a
 * call a level. V8 and the reader of JSONPath each have an error for it; a vendor's answer can bring about both.
 */
export const isTooDeep = (error: unknown): boolean =>
  error instanceof RangeError || (error instanceof Error && error.name === 'JSONPathRecursionLimitError');

/** A document over this size is refused before it is parsed. The largest public API descriptions are about 12 MB. */
export const maxDocumentBytes = 30 * 1024 * 1024;

/** Levels of nesting; real descriptions stay under 60. Everything that walks a document may recurse this deep. */
export const maxDocumentDepth = 200;

/** Values after YAML aliases are written out, each counted with its text length divided by 16. */
export const maxExpandedValues = 4_000_000;

/** How often one YAML anchor may be used, nested uses multiplied. */
export const maxAliasUses = 10_000;

/** Warnings kept for one document, because each costs a scan for its line; the rest are counted. */
export const maxWarnings = 25;

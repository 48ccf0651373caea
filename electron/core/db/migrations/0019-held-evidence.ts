import type { Migration } from '../migrate.ts';

/** Up to where the file of held evidence is written to the tables: see held-file.ts. */
export const heldEvidenceStep: Migration = {
  number: 19,
  name: 'held evidence',
  sql: /* sql */ `
CREATE TABLE held_evidence (id INTEGER PRIMARY KEY CHECK (id = 1), written INTEGER NOT NULL) STRICT;
INSERT INTO held_evidence (id, written) VALUES (1, 0);
`,
};

/**
 * Triggers that keep the search index equal to a table. `title` and `detail` are SQL over the row `new`. Part of released migrations: what it
 * writes never changes.
 */
export function searchTriggers(table: string, entity: string, title: string, detail: string): string {
  const numberOf = (row: 'new' | 'old'): string =>
    `(SELECT number FROM search_records WHERE entity = '${entity}' AND entity_id = ${row}.id)`;
  const fill = `INSERT INTO search (rowid, title, detail) VALUES (${numberOf('new')}, ${title}, ${detail});`;
  return `
CREATE TRIGGER ${table}_search_insert AFTER INSERT ON ${table} BEGIN
  INSERT INTO search_records (entity, entity_id) VALUES ('${entity}', new.id); ${fill} END;
CREATE TRIGGER ${table}_search_update AFTER UPDATE ON ${table} BEGIN DELETE FROM search WHERE rowid = ${numberOf('old')}; ${fill} END;
CREATE TRIGGER ${table}_search_delete AFTER DELETE ON ${table} BEGIN
  DELETE FROM search WHERE rowid = ${numberOf('old')}; DELETE FROM search_records WHERE entity = '${entity}' AND entity_id = old.id; END;`;
}

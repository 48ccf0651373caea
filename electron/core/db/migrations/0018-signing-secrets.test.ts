import { join } from 'node:path';
import { expect, it } from 'vitest';
import { coresForTests } from '../../testing/test-core.ts';
import { migrate, migrations } from '../migrate.ts';
import { Sqlite } from '../sqlite.ts';
import { signingSecretsStep } from './0018-signing-secrets.ts';

const tests = coresForTests();

it('makes the credentials anew and loses nothing; what only verified webhooks becomes a signing secret', () => {
  const before = migrations.slice(0, migrations.indexOf(signingSecretsStep));
  const db = new Sqlite(join(tests.folder(), 'test.db'));
  tests.later(() => db.close());
  migrate(db, 1, before);
  const credential = (id: string, kind: string, placement: string | null): unknown =>
    db.run(
      `INSERT INTO credentials (id, name, kind, vendor_id, placement_in, placement_name, username, allowed_hosts, rotated_at, expires_at, rotation_days,
         secret_kept, notes, created_at, oauth, manage_url) VALUES (?, ?, ?, 'v', ?, ?, 'ines', '["a.example"]', 2, 3, 60, 'keychain', 'note', 1, ?, 'https://a.example')`,
      id,
      `Name ${id}`,
      kind,
      placement === null ? null : 'header',
      placement,
      kind === 'oauth2_client_credentials' ? '{}' : null,
    );
  db.run("INSERT INTO vendors (id, name, created_at) VALUES ('v', 'Adyen', 1)");
  db.run("INSERT INTO apis (id, vendor_id, name, created_at) VALUES ('a', 'v', 'Checkout', 1)");
  credential('made-by-form', 'api_key', null);
  credential('sent-too', 'api_key', 'X-API-Key');
  credential('bound', 'api_key', null);
  credential('oauth', 'oauth2_client_credentials', null);
  credential('of-no-endpoint', 'api_key', null);
  db.run(
    "INSERT INTO environments (id, api_id, name, base_url, kind, credential_id, created_at) VALUES ('e', 'a', 'Live', 'https://a.example', 'sandbox', 'bound', 1)",
  );
  db.run("INSERT INTO rotations (id, credential_id, state, started_by, created_at) VALUES ('r', 'made-by-form', 'open', 'Ines', 1)");
  db.run(
    "INSERT INTO webhook_endpoints (id, name, path, scheme, secrets, created_at) VALUES ('w', 'Hooks', '/hooks', 'github', ?, 1)",
    JSON.stringify(['made-by-form', 'sent-too', 'bound', 'oauth'].map((credentialId) => ({ credentialId, role: 'active' }))),
  );
  const rows = (): unknown[] =>
    db.all(
      'SELECT id, name, vendor_id, username, rotated_at, expires_at, rotation_days, secret_kept, notes, created_at, oauth, manage_url FROM credentials ORDER BY id',
    );
  const triggers = (): unknown[] =>
    db.all("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('credentials', 'vendors') ORDER BY name");
  const kept = rows();
  const held = triggers();

  migrate(db, 2, [...before, signingSecretsStep]);
  expect(rows()).toEqual(kept);
  expect(triggers()).toEqual(held);
  expect(db.all('SELECT id, kind FROM credentials ORDER BY id')).toEqual([
    { id: 'bound', kind: 'api_key' },
    { id: 'made-by-form', kind: 'signing_secret' },
    { id: 'oauth', kind: 'oauth2_client_credentials' },
    { id: 'of-no-endpoint', kind: 'api_key' },
    { id: 'sent-too', kind: 'api_key' },
  ]);
  expect(db.all('SELECT credential_id FROM environments')).toEqual([{ credential_id: 'bound' }]);
  expect(db.all('SELECT credential_id FROM rotations')).toEqual([{ credential_id: 'made-by-form' }]);
  expect(db.pragma('foreign_keys')).toBe(1);
  expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
  expect(db.pragma('integrity_check')).toBe('ok');
  expect(() => db.run("UPDATE credentials SET kind = 'other' WHERE id = 'bound'")).toThrow(/CHECK/);
  db.run("UPDATE vendors SET name = 'Zebra' WHERE id = 'v'");
  expect(
    db.all(
      "SELECT r.entity FROM search s JOIN search_records r ON r.number = s.rowid WHERE search MATCH 'zebra' AND r.entity = 'credential'",
    ),
  ).toHaveLength(5);
  db.run("DELETE FROM credentials WHERE id = 'made-by-form'");
  expect(db.all('SELECT id FROM rotations')).toEqual([]);
});

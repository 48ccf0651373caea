import type { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import { genericRule } from '../../../shared/contract/webhook-rule.ts';
import type { endpointEdit, newEndpoint, WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { schemes } from '../../../shared/domain/webhooks/scheme.ts';
import { targetFault } from '../../../shared/domain/webhooks/target-rules.ts';
import type { Actor, Row } from '../db/change-log.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Engine } from '../engine.ts';
import { describeEndpoints } from './describe-endpoint.ts';
import { requireEndpoint, secretsOf, type EndpointRow } from './endpoint-rows.ts';

type Fields = z.infer<typeof newEndpoint>;
type Edit = z.infer<typeof endpointEdit>;
export type EndpointTools = Pick<Engine, 'db' | 'clock' | 'commands' | 'secrets'>;

/** Every endpoint with what came lately. */
export const listEndpoints = (engine: Engine): WebhookEndpoint[] =>
  describeEndpoints(engine, engine.db.all<EndpointRow>('SELECT * FROM webhook_endpoints ORDER BY lower(name)'));

export const showEndpoint = (engine: Engine, id: string): WebhookEndpoint => {
  const [endpoint] = describeEndpoints(engine, [requireEndpoint(engine.db, id)]);
  if (!endpoint) throw new Error('an endpoint that is there was not described');
  return endpoint;
};

/** Puts an endpoint up; its paths are those of its scheme unless somebody says otherwise. */
export function addEndpoint(engine: Engine, actor: Actor, input: Fields): WebhookEndpoint {
  const id = engine.clock.newId();
  const scheme = schemes[input.scheme];
  check(engine, input, null);
  engine.commands.run(actor, (changes) =>
    changes.insert(
      'webhookEndpoint',
      {
        id,
        name: input.name,
        path: input.path,
        api_id: input.apiId,
        vendor_id: vendorOf(changes, input.apiId, input.vendorId),
        scheme: input.scheme,
        rule: JSON.stringify(input.rule ?? genericRule.parse({})),
        secrets: JSON.stringify(input.secrets),
        tolerance_s: input.toleranceS,
        event_id_path: input.eventIdPath ?? scheme.eventIdPath,
        event_type_path: input.eventTypePath ?? scheme.eventTypePath,
        target_url: input.targetUrl,
        confirmed_target: input.confirmedTarget,
        expected_by_minutes: input.expectedByMinutes,
        notes: input.notes,
        created_at: engine.clock.now(),
      },
      `Webhook endpoint “${input.name}” added`,
    ),
  );
  return showEndpoint(engine, id);
}

export function updateEndpoint(engine: Engine, actor: Actor, input: Edit): WebhookEndpoint {
  const before = requireEndpoint(engine.db, input.id);
  check(engine, input, before);
  engine.commands.run(actor, (changes) =>
    changes.update('webhookEndpoint', input.id, patchOf(changes, before, input), `Webhook endpoint “${input.name ?? before.name}” edited`),
  );
  return showEndpoint(engine, input.id);
}

function patchOf(db: Reader, before: EndpointRow, input: Edit): Row {
  const hasSubject = input.apiId !== undefined || input.vendorId !== undefined;
  const columns: Record<string, string | number | null | undefined> = {
    name: input.name,
    path: input.path,
    api_id: input.apiId,
    vendor_id: hasSubject ? vendorOf(db, input.apiId === undefined ? before.api_id : input.apiId, input.vendorId ?? null) : undefined,
    scheme: input.scheme,
    rule: input.rule && JSON.stringify(input.rule),
    secrets: input.secrets && JSON.stringify(input.secrets),
    tolerance_s: input.toleranceS,
    event_id_path: input.eventIdPath,
    event_type_path: input.eventTypePath,
    target_url: input.targetUrl,
    confirmed_target: input.confirmedTarget,
    expected_by_minutes: input.expectedByMinutes,
    notes: input.notes,
  };
  return Object.fromEntries(Object.entries(columns).filter((entry): entry is [string, string | number | null] => entry[1] !== undefined));
}

/** Takes an endpoint away; with deliveries this cannot be undone, and the activity says so. */
export function removeEndpoint({ db, commands }: Pick<Engine, 'db' | 'commands'>, actor: Actor, id: string): void {
  const { name } = requireEndpoint(db, id);
  const count = db.get<{ n: number }>('SELECT count(*) AS n FROM webhook_deliveries WHERE endpoint_id = ?', id)?.n ?? 0;
  commands.run(actor, (changes) => {
    if (count === 0) changes.remove('webhookEndpoint', id, `Webhook endpoint “${name}” removed`);
    else
      changes.bulk(
        'webhookEndpoint',
        id,
        `Webhook endpoint “${name}” and its ${count} deliveries removed`,
        { deliveries: count },
        (writer) => {
          writer.run('DELETE FROM webhook_endpoints WHERE id = ?', id);
        },
      );
  });
}

/** Notes that somebody dealt with a failing delivery, or that it is open again. */
export function settleDelivery({ db, clock, commands }: EndpointTools, actor: Actor, id: string, isSettled: boolean): void {
  const row = db.get<{ event_id: string | null; name: string }>(
    'SELECT d.event_id, e.name FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id WHERE d.id = ?',
    id,
  );
  if (!row) throw new Fault('not_found', { happened: 'The delivery is gone.', remedy: 'Reload the page.' });
  const what = `Delivery ${row.event_id ?? 'without an event id'} of “${row.name}”`;
  commands.run(actor, (changes) =>
    changes.update(
      'webhookDelivery',
      id,
      isSettled ? { settled_at: clock.now(), settled_by: actor.name } : { settled_at: null, settled_by: null },
      `${what}: ${isSettled ? 'dealt with' : 'open again'}`,
    ),
  );
}

const vendorOf = (db: Reader, apiId: string | null, vendorId: string | null): string | null => {
  if (apiId === null) return vendorId;
  const api = db.get<{ vendor_id: string }>('SELECT vendor_id FROM apis WHERE id = ?', apiId);
  if (!api)
    throw new Fault('not_found', {
      happened: 'The API is gone.',
      remedy: 'Choose another API, or none. Nothing was changed.',
      place: { path: 'apiId' },
    });
  return api.vendor_id;
};

function check({ db, secrets }: EndpointTools, input: Partial<Fields> | Edit, before: EndpointRow | null): void {
  const refuse = (happened: string, remedy: string, path: string, code: 'conflict' | 'bad_input' | 'not_found' = 'bad_input'): never => {
    throw new Fault(code, { happened, remedy: `${remedy} Nothing was changed.`, place: { path } });
  };
  if (input.path !== undefined && db.get('SELECT 1 FROM webhook_endpoints WHERE path = ? AND id <> ?', input.path, before?.id ?? ''))
    refuse(`The path ${input.path} is taken by another endpoint.`, 'Choose another path.', 'path', 'conflict');
  for (const { credentialId } of input.secrets ?? []) {
    const isKept = before !== null && secretsOf(before).some((one) => one.credentialId === credentialId);
    if (!isKept && !db.get('SELECT 1 FROM credentials WHERE id = ?', credentialId))
      refuse('The credential is gone.', 'Choose another one.', 'secrets', 'not_found');
  }
  if (input.targetUrl !== undefined && input.targetUrl !== null && input.targetUrl !== '') {
    const fault = targetFault(input.targetUrl);
    if (fault !== null) refuse(fault, 'Write it like http://127.0.0.1:3000/hooks.', 'targetUrl');
    // It lies in a table.
    if (secrets.redactor().text(input.targetUrl) !== input.targetUrl)
      refuse('The target has the secret of one of your credentials in it.', 'Take it out of the address.', 'targetUrl');
  }
}

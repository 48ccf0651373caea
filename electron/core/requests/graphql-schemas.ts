import { Fault } from '../../../shared/contract/errors.ts';
import { requestDraft } from '../../../shared/contract/request-draft.ts';
import type { GraphqlSchema } from '../../../shared/contract/requests.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { openAnswerBody } from '../console/open-body.ts';

/** What is known of a GraphQL API's schema; null before it was asked for. */
export function schemaOf({ db }: Pick<Engine, 'db'>, apiId: string): GraphqlSchema | null {
  return (
    db.get<GraphqlSchema>(
      'SELECT id AS apiId, sdl, source, type_count AS typeCount, kept_at AS keptAt FROM graphql_schemas WHERE id = ?',
      apiId,
    ) ?? null
  );
}

/** Keeps a schema given in the schema language, or as the result of an introspection. It helps without a network from then on. */
export async function takeSchema(engine: Engine, actor: Actor, apiId: string, text: string, source: string): Promise<GraphqlSchema> {
  const { sdl, typeCount } = await readSchema(text);
  const { clock, commands } = engine;
  const now = clock.now();
  commands.run(actor, (changes) => {
    const api = changes.get<{ name: string }>('SELECT name FROM apis WHERE id = ?', apiId);
    if (!api) throw new Fault('not_found', { happened: 'The API is gone.', remedy: 'Choose another API.' });
    changes.bulk('graphqlSchema', apiId, `Schema of ${api.name} kept: ${grouped(typeCount)} types`, { source, typeCount }, (db) =>
      db.run(
        `INSERT INTO graphql_schemas (id, sdl, source, type_count, kept_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET sdl = excluded.sdl, source = excluded.source, type_count = excluded.type_count, kept_at = excluded.kept_at`,
        apiId,
        sdl,
        source,
        typeCount,
        now,
      ),
    );
  });
  return { apiId, sdl, source, typeCount, keptAt: now };
}

/** Asks an API for its schema; the question is kept as an exchange like every other. */
export async function askForSchema(
  engine: Engine,
  actor: Actor,
  source: 'console' | 'terminal',
  input: { readonly environmentId: string; readonly path: string; readonly confirmProduction: string | null },
  signal: AbortSignal | undefined,
): Promise<GraphqlSchema> {
  const { getIntrospectionQuery } = await import('graphql');
  const draft = requestDraft.parse({
    ...input,
    method: 'POST',
    content: { kind: 'graphql', query: getIntrospectionQuery({ descriptions: true }), operationName: 'IntrospectionQuery' },
  });
  const exchange = await engine.console.send(draft, { actor: actor.name, source }, signal);
  if (exchange.state !== 'answered' || exchange.status !== 200 || exchange.apiId === null) {
    throw new Fault('network_failed', {
      happened: `The schema was not given: ${exchange.failure?.happened ?? `${exchange.host} answered ${exchange.status ?? 'nothing'}.`}`,
      remedy: exchange.failure?.remedy ?? 'Some vendors turn this off in production: ask a sandbox, or take the schema from a file.',
      details: { exchangeId: exchange.id },
    });
  }
  const text = await openAnswerBody(engine, exchange.id, mostBytes);
  return takeSchema(engine, actor, exchange.apiId, text, `asked of ${exchange.environmentName ?? exchange.host}`);
}

const mostBytes = 50_000_000;

export function removeSchema({ db, commands }: Engine, actor: Actor, apiId: string): void {
  if (!schemaOf({ db }, apiId)) return;
  commands.run(actor, (changes) =>
    changes.bulk('graphqlSchema', apiId, 'Schema removed', {}, (writer) => writer.run('DELETE FROM graphql_schemas WHERE id = ?', apiId)),
  );
}

/** A schema as text in its language, sorted by nobody, and how many types of its own it has. */
export async function readSchema(text: string): Promise<{ readonly sdl: string; readonly typeCount: number }> {
  const { buildClientSchema, buildSchema, isIntrospectionType, isSpecifiedScalarType, printSchema } = await import('graphql');
  try {
    const schema = /^\s*\{/.test(text) ? buildClientSchema(introspectionOf(text) as never) : buildSchema(text);
    const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
    return { sdl: printSchema(schema), typeCount: types.length };
  } catch (error) {
    const { message, locations } = error as { message: string; locations?: readonly { line: number; column: number }[] };
    const [place] = locations ?? [];
    throw new Fault('bad_input', {
      happened: `This is not a GraphQL schema${place ? ` (line ${place.line})` : ''}: ${message.slice(0, 300)}`,
      remedy: 'Take a .graphql file, or the JSON that an introspection gave. Nothing was kept.',
      ...(place ? { place: { path: 'text', line: place.line, column: place.column } } : {}),
    });
  }
}

function introspectionOf(text: string): unknown {
  const read = JSON.parse(text) as { data?: unknown; errors?: readonly { message?: string }[]; __schema?: unknown };
  if (read.__schema !== undefined) return read;
  if (read.data !== undefined && read.data !== null) return read.data;
  throw new Error(read.errors?.[0]?.message ?? 'it has no __schema');
}

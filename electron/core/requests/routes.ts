import { inWorkspace } from '../actor.ts';
import { findTarget } from '../console/target.ts';
import { findFile } from '../console/file-body.ts';
import type { Engine } from '../engine.ts';
import type { Implementer } from '../router.ts';
import { addClientCertificate, listClientCertificates, removeClientCertificate } from './client-certificates.ts';
import { askForSchema, removeSchema, schemaOf, takeSchema } from './graphql-schemas.ts';
import { keepSharedValues, valuesFor } from './shared-values.ts';
import { listGuards, lockProduction, unlockProduction } from './unlock.ts';

export const requestsRoutes = (os: Implementer['requests']) => ({
  guards: os.guards.handler(({ context }) => {
    return listGuards(inWorkspace(context).engine);
  }),
  unlock: os.unlock.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return unlockProduction(engine, actor, input);
  }),
  lock: os.lock.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return lockProduction(engine, actor, input.environmentId);
  }),
  values: os.values.handler(({ input, context }) => valuesFor(inWorkspace(context).engine, input.apiId)),
  setValues: os.setValues.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return keepSharedValues(engine, actor, input.apiId, input.variables);
  }),
  cookies: os.cookies.handler(({ input, context }) => jarOf(inWorkspace(context).engine, input.environmentId)),
  clearCookies: os.clearCookies.handler(async ({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    // Faults when the environment is gone.
    findTarget(engine.db, input.environmentId);
    (await engine.console.cookies()).clear(input.environmentId, input.one);
    const words = input.one === null ? 'Cookies cleared' : `Cookie “${input.one.name}” cleared`;
    engine.commands.run(actor, (changes) => changes.note('environment', input.environmentId, words));
    return jarOf(engine, input.environmentId);
  }),
  keepCookies: os.keepCookies.handler(async ({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    findTarget(engine.db, input.environmentId);
    (await engine.console.cookies()).keep(input.environmentId, input.isKept);
    const words = input.isKept ? 'Cookies are kept, sealed' : 'Cookies are no longer kept';
    engine.commands.run(actor, (changes) => changes.note('environment', input.environmentId, words));
    return jarOf(engine, input.environmentId);
  }),
  clientCertificates: os.clientCertificates.handler(({ context }) => listClientCertificates(inWorkspace(context).engine)),
  addClientCertificate: os.addClientCertificate.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addClientCertificate(engine, actor, input);
  }),
  removeClientCertificate: os.removeClientCertificate.handler(async ({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    await removeClientCertificate(engine, actor, input.id);
    return {};
  }),
  graphqlSchema: os.graphqlSchema.handler(({ input, context }) => schemaOf(inWorkspace(context).engine, input.apiId)),
  askForSchema: os.askForSchema.handler(({ input, context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return askForSchema(engine, actor, context.via === 'terminal' ? 'terminal' : 'console', input, signal);
  }),
  takeSchema: os.takeSchema.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return takeSchema(engine, actor, input.apiId, input.text, input.source);
  }),
  removeSchema: os.removeSchema.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeSchema(engine, actor, input.apiId);
    return {};
  }),
  file: os.file.handler(async ({ input }) => {
    const { path, name, byteLength, mediaType } = await findFile(input.path, 'The file');
    return { path, name, byteLength, mediaType };
  }),
});

async function jarOf({ console }: Engine, environmentId: string) {
  const cookies = await console.cookies();
  return { environmentId, cookies: cookies.list(environmentId), isKept: cookies.isKept(environmentId) };
}

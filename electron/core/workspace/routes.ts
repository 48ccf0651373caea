import type { LiveEvent } from '../../../shared/contract/workspace.ts';
import { inWorkspace } from '../actor.ts';
import { listBackups, makeBackup } from '../db/backup.ts';
import { createQueue } from '../queue.ts';
import type { Implementer } from '../router.ts';
import { createSample } from './sample.ts';
import { addPersonWith, listPeople, removePerson, updatePerson } from './people.ts';
import { checkWorkspace, describeWorkspace } from './service.ts';

export const workspaceRoutes = (os: Implementer['workspace']) => ({
  create: os.create.handler(async ({ input, context }) => describeWorkspace(await context.core.create(input.folder, input.name))),
  sample: os.sample.handler(async ({ input, context, signal }) => describeWorkspace(await createSample(context, input.folder, signal))),
  open: os.open.handler(async ({ input, context }) => describeWorkspace(await context.core.open(input.folder))),
  close: os.close.handler(async ({ context }) => {
    await context.core.close();
    return {};
  }),
  current: os.current.handler(({ context }) => (context.core.engine ? describeWorkspace(context.core.engine) : null)),
  recent: os.recent.handler(({ context }) => context.core.recent.list()),
  forget: os.forget.handler(({ input, context }) => {
    context.core.recent.forget(input.folder);
    return {};
  }),
  suggestFolder: os.suggestFolder.handler(({ input, context }) => ({ folder: context.core.suggestFolder(input.name) })),
  rename: os.rename.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    engine.commands.run(actor, (changes) =>
      changes.update('workspace', engine.workspace.id, { name: input.name }, `Workspace renamed to ${input.name}`),
    );
    context.core.recent.add(engine.workspace.folder, input.name, engine.clock.now());
    return describeWorkspace(engine);
  }),
  check: os.check.handler(({ context }) => checkWorkspace(inWorkspace(context).engine)),
  backup: os.backup.handler(({ context }) => {
    const { engine } = inWorkspace(context);
    return makeBackup(engine.workspace.db, engine.workspace.folder, 'hand', engine.clock.now());
  }),
  backups: os.backups.handler(({ input }) => listBackups(input.folder)),
  restore: os.restore.handler(async ({ input, context }) => describeWorkspace(await context.core.restore(input.folder, input.file))),
  people: os.people.handler(({ context }) => listPeople(inWorkspace(context).engine.db)),
  addPerson: os.addPerson.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addPersonWith(engine, actor, input);
  }),
  updatePerson: os.updatePerson.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return updatePerson(engine, actor, input);
  }),
  removePerson: os.removePerson.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removePerson(engine, actor, input.id, input.reassignTo);
    return {};
  }),
  live: os.live.handler(async function* ({ context, signal }) {
    const queue = createQueue<LiveEvent>(signal);
    let leave = context.core.engine?.events.joinAudience();
    const stop = context.core.listen((event) => {
      queue.push(event);
      if (event.kind === 'opened') leave = context.core.engine?.events.joinAudience();
    });
    try {
      yield* queue;
    } finally {
      stop();
      leave?.();
    }
  }),
});

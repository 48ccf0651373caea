import type { CallContext } from './call-guard.ts';
import type { Actor } from './db/change-log.ts';
import type { Engine } from './engine.ts';

/** The engine of the open workspace and the person who acts, for a call that came in. */
export function inWorkspace(context: CallContext): { engine: Engine; actor: Actor } {
  const engine = context.core.requireEngine();
  return { engine, actor: { name: engine.person.name, via: context.via } };
}

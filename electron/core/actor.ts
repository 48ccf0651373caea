import type { CallContext } from './call-guard.ts';
import type { Actor } from './db/change-log.ts';
import type { Engine } from './engine.ts';

/** Whose unlocked environments count for what an actor does: nobody's, when the app acts by itself. */
export const personIdOf = ({ person }: Pick<Engine, 'person'>, actor: Actor): string | null => (actor.isMachine ? null : person.id);

/** The engine of the open workspace and the person who acts, for a call that came in. */
export function inWorkspace(context: CallContext): { engine: Engine; actor: Actor } {
  const engine = context.core.requireEngine();
  return { engine, actor: { name: engine.person.name, via: context.via } };
}

import { client } from '../../../app/client.ts';

/** Whether changes in a production environment are asked for now: nobody unlocked it. */
export async function isLocked(environmentId: string): Promise<boolean> {
  const guards = await client.requests.guards({});
  return (guards.find((one) => one.environmentId === environmentId)?.unlockedUntil ?? null) === null;
}

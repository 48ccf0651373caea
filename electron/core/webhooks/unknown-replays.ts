import type { Engine } from '../engine.ts';

/** Replays that were under way when the app stopped: nobody knows how far they came, and none is sent again by itself. */
export function markUnknownReplays({ evidence }: Pick<Engine, 'evidence'>): number {
  return evidence.write([], (writer) =>
    writer.run(
      "UPDATE webhook_replays SET state = 'unknown', words = 'Cut off when the app stopped. Look at the target before you send it again.' WHERE state = 'under way'",
    ),
  );
}

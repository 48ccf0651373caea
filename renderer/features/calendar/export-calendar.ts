import { client } from '../../app/client.ts';
import { sayFailed } from '../../ui/say-failed.ts';
import { shell } from '../../app/shell-bridge.ts';
import { formatCount } from '../../ui/format.ts';
import { toast } from '../../ui/toast.ts';

/** Writes every rung into a file for calendars outside, so that a phone warns while this computer is off. */
export async function exportCalendar(isTitlesOnly = false): Promise<void> {
  try {
    const { fileName, text, entries, cancelled } = await client.calendar.export({ isTitlesOnly });
    const file = await shell.call('saveText', { suggestedName: fileName, text });
    if (file === null) return;
    const gone = cancelled === 0 ? '' : `, ${formatCount(cancelled)} cancelled`;
    toast({
      words: `${formatCount(entries)} entries exported${gone}. Import the file in your calendar; do so again after changes.`,
      state: 'holds',
    });
  } catch (error) {
    sayFailed(error);
  }
}

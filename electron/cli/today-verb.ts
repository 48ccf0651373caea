import type { Command } from 'commander';
import { withExamples } from './examples.ts';
import { showDay } from './instants.ts';
import { standingText } from './standing-text.ts';
import type { Run } from './terminal.ts';

export function addTodayVerb(program: Command, run: Run): void {
  withExamples(
    program.command('today').description('What needs a person now, in order of harm; ends with 1 when something does'),
    'today',
    'today --json',
  ).action(() =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const today = await client.today.show({}, terminal.call);
        return {
          json: today,
          exitCode: today.attention.length === 0 ? 0 : 1,
          show: () => [
            { text: today.title, tone: 'title' },
            today.subtitle,
            ...today.attention.flatMap((item) => [
              '',
              standingText({ state: item.state, words: item.title }),
              `  ${item.reason}`,
              ...(item.evidence === null ? [] : [{ text: `  ${item.evidence.words}`, tone: 'quiet' as const }]),
            ]),
            ...(today.nextDates.length === 0 ? [] : ['', { text: 'Next dates', tone: 'title' as const }]),
            ...today.nextDates.map(({ at, title, where }) => `${showDay(at)}  ${title} · ${where}`),
          ],
        };
      }),
    ),
  );
}

import type { MockState } from '../../../shared/contract/mock.ts';
import { grouped, plural } from '../../../shared/domain/grouped.ts';

export const apiWords = (mock: MockState): string => `${mock.vendorName} ${mock.apiName} ${mock.version}`.trim();

/** The finding of the list: how many mocks run. */
export function listTitle(mocks: readonly MockState[]): string {
  const running = mocks.filter(({ isRunning }) => isRunning);
  const [only] = running;
  if (only && running.length === 1) return `${apiWords(only)} is played here`;
  return running.length === 0 ? 'No mock runs' : `${running.length} mocks run`;
}

/** What the list is for, and what is next. */
export function listSub(mocks: readonly MockState[]): string {
  const wrong = mocks.filter(({ isRunning, effects }) => isRunning && effects !== '').length;
  const running = mocks.filter(({ isRunning }) => isRunning).length;
  if (running === 0) return 'Choose an API: it is played from its contract on this computer, and no vendor is called.';
  return wrong === 0 ? 'Answers come as the contracts say.' : `${plural(wrong, 'mock is', 'mocks are')} made to go wrong.`;
}

/** The finding of one mock. */
export const runTitle = (mock: MockState): string =>
  mock.isRunning ? `${apiWords(mock)} is played at ${mock.url ?? ''}` : `${apiWords(mock)} is not played now`;

/** What came so far, and what is made to go wrong. */
export function runSub(mock: MockState): string {
  const wrong =
    mock.effects === ''
      ? 'nothing is made to go wrong'
      : mock.day === null
        ? mock.effects
        : `plays ${mock.day}: ${firstWords(mock.effects)}`;
  if (!mock.isRunning) return `${plural(mock.endpointCount, 'endpoint')} · ${wrong}`;
  const came = [
    plural(mock.requests, 'request'),
    mock.refused === 0 ? '' : `${grouped(mock.refused)} refused`,
    mock.injected === 0 ? '' : `${grouped(mock.injected)} made to go wrong`,
    mock.records === 0 ? '' : `${plural(mock.records, 'record')} created`,
  ];
  return `${came.filter((words) => words !== '').join(', ')} · ${wrong}`;
}

/** As much as a line has room for; the panel has all of it. */
const firstWords = (words: string): string => {
  const parts = words.split(', ');
  return parts.length > 2 ? `${parts.slice(0, 2).join(', ')} …` : words;
};

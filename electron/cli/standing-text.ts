import type { Standing } from '../../shared/contract/inventory.ts';
import { grouped } from '../../shared/domain/grouped.ts';
import type { Text, Tone } from './text.ts';

const shapes: Readonly<Record<Standing['state'], string>> = { holds: '●', soon: '▲', broken: '■', 'no data': '○' };

const tones: Readonly<Record<Standing['state'], Tone | null>> = { holds: null, soon: 'soon', broken: 'broken', 'no data': 'quiet' };

/** How something stands as shape, words and, where there are colours, colour. */
export function standingText({ state, words }: Pick<Standing, 'state' | 'words'>): Text {
  const text = `${shapes[state]} ${words}`;
  const tone = tones[state];
  return tone === null ? text : { text, tone };
}

/** "412", "1,204"; nothing at all is a dash, so that it does not read as zero. */
export const countText = (value: number | null): string => (value === null ? '–' : grouped(value));

export { plural } from '../../shared/domain/grouped.ts';

/** "1.2 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

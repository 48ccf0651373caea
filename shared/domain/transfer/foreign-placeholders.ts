import { isVariableName } from '../console/placeholders.ts';

/** Values that other programs make on sending, and ours of the same meaning. */
const dynamicNames: Readonly<Record<string, string>> = {
  $guid: '$uuid',
  $randomuuid: '$uuid',
  $uuid: '$uuid',
  $timestamp: '$epoch',
  $randomhexadecimal: '$randomHex',
  $isotimestamp: '$now',
  $now: '$now',
  $randomint: '$randomInt',
  $idempotencykey: '$idempotencyKey',
  $epoch: '$epoch',
  $epochms: '$epochMs',
  $randomhex: '$randomHex',
};

export interface ConvertedText {
  readonly text: string;
  /** One sentence for each thing in it that has no counterpart. */
  readonly lost: readonly string[];
}

/**
 * Writes another program's `{{ placeholders }}` as ours: `{{$guid}}` is `{{$uuid}}`, `{{ _.base_url }}` and `{{process.env.KEY}}` lose what
 * says where they come from, a name with blanks gets dashes. Tags that run code, as Insomnia's `{% … %}`, stay as text and are named.
 */
export function convertPlaceholders(text: string): ConvertedText {
  if (!text.includes('{{') && !text.includes('{%')) return { text, lost: [] };
  const lost: string[] = [];
  const tagged = text.replaceAll(/\{%\s*([\s\S]{0,4000}?)\s*%\}/g, (whole, inside: string) => {
    const known = insomniaTag(inside);
    if (known !== null) return `{{${known}}}`;
    lost.push(`The tag “${shortened(whole)}” runs code of Insomnia’s and stays as text.`);
    return whole;
  });
  const converted = tagged.replaceAll(/(\\?)\{\{([^{}]{1,300})\}\}/g, (whole, escaped: string, inside: string) => {
    if (escaped !== '') return whole;
    const name = inside.trim();
    if (/^["[]/.test(name)) return whole;
    if (name.startsWith('$')) {
      const mine = dynamicNames[name.toLowerCase()];
      if (mine !== undefined) return `{{${mine}}}`;
      lost.push(`{{${shortened(name)}}} is made on sending there and not here; give it a value.`);
      return `{{${plainName(name.slice(1))}}}`;
    }
    return `{{${convertName(name)}}}`;
  });
  return { text: converted, lost };
}

/** The name under which a value of another program is known here. */
export function convertName(name: string): string {
  const bare = name
    .trim()
    .replace(/^_\./, '')
    .replace(/^process\.env\./, '');
  return isVariableName(bare) ? bare : plainName(bare);
}

function plainName(name: string): string {
  const plain = name.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^[^A-Za-z_]+|-+$/g, '');
  return plain === '' ? 'value' : plain.slice(0, 80);
}

function insomniaTag(inside: string): string | null {
  const [word = '', argument = ''] = inside.split(/\s+/);
  if (word === 'uuid') return '$uuid';
  if ((word === 'now' || word === 'timestamp') && /^['"]iso/i.test(argument)) return '$now';
  if ((word === 'now' || word === 'timestamp') && /^['"](?:unix|millis)/i.test(argument))
    return /unix/i.test(argument) ? '$epoch' : '$epochMs';
  return null;
}

const shortened = (text: string): string => (text.length > 50 ? `${text.slice(0, 49)}…` : text);

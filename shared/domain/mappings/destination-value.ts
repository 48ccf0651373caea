import { instantText } from './parse-date.ts';
import type { DestinationType, MappedValue } from './mapping-spec.ts';
import { compileDateFormat, wallMs } from './date-format.ts';
import { Refusal } from './refusal.ts';

const readIso = compileDateFormat('iso');
const decimalText = /^([+-]?)(\d+)(\.\d+)?$/;

/** The value as its destination keeps it, or why it cannot. Conversions that lose something are refused: they belong into a step. */
export function toDestination(value: unknown, type: DestinationType): MappedValue | Refusal {
  switch (type) {
    case 'text':
      if (typeof value === 'string') return value;
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : new Refusal('not_text', value);
    case 'integer':
    case 'money': {
      const number =
        typeof value === 'number' ? value : typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : Number.NaN;
      if (Number.isSafeInteger(number)) return number === 0 ? 0 : number;
      return new Refusal(Number.isInteger(number) ? 'too_large' : 'not_integer', value);
    }
    case 'decimal': {
      const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
      const match = decimalText.exec(text);
      return match ? `${match[1] === '-' ? '-' : ''}${match[2]}${match[3] ?? ''}` : new Refusal('not_decimal', value);
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return value === 'true' ? true : value === 'false' ? false : new Refusal('not_yes_or_no', value);
    case 'instant': {
      const parts = typeof value === 'string' ? readIso(value.trim()) : null;
      return parts?.offsetMs == null ? new Refusal('not_an_instant', value) : instantText(wallMs(parts) - parts.offsetMs);
    }
    case 'date': {
      const parts = typeof value === 'string' ? readIso(value.trim()) : null;
      return !parts || parts.hasTime ? new Refusal('not_a_day', value) : (value as string).trim();
    }
  }
}

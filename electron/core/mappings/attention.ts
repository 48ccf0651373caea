import type { Reader } from '../db/sqlite.ts';
import type { AttentionItem } from '../today/attention-item.ts';

export function mappingsAttention(_db: Reader, _now: number): AttentionItem[] {
  return [];
}

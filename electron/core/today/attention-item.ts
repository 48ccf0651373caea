import type { Attention } from '../../../shared/contract/today.ts';
import type { HarmFacts } from '../../../shared/domain/attention.ts';

/** One line for Today with what it is ranked by. Each feature says in its own `attention.ts` what of it needs a person. */
export interface AttentionItem extends HarmFacts {
  readonly attention: Attention;
}

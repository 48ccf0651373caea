import type { Redactor } from './redact.ts';

export interface StreamRedactor {
  /** Takes the next piece and gives back what is settled by now, redacted; often a little less or more than was given. */
  push(text: string): string;
  /** Gives back the rest, redacted. Pieces pushed later start a new text. */
  end(): string;
  /** The text broke off here: gives back the rest, redacted, without what may be the first half of a secret. */
  breakOff(): string;
}

/**
 * Redacts a text that comes in pieces. It holds back only a tail that is the beginning of some form, so a secret split
 * over pieces is found, and all pieces together are exactly what `redactor.text` makes of the whole text.
 */
export function createStreamRedactor(redactor: Pick<Redactor, 'text' | 'settle' | 'brokenOff'>): StreamRedactor {
  let held = '';
  return {
    push(text) {
      const next = redactor.settle(held + text);
      held = next.held;
      return next.settled;
    },
    end() {
      const rest = redactor.text(held);
      held = '';
      return rest;
    },
    breakOff() {
      const rest = redactor.brokenOff(held);
      held = '';
      return rest;
    },
  };
}

/** Chance with a memory of nothing but the caller's seed: the same seed gives the same sample. */
export interface Dice {
  /** From `low` up to, but not, `high`. */
  number(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the entries, by their weights. */
  weighted<T>(entries: readonly (readonly [value: T, weight: number])[]): T;
  text(alphabet: string, length: number): string;
  /** A duration in ms around a median, with the long tail that servers have; one decimal. */
  latency(medianMs: number): number;
}

export const upper = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
export const digits = '0123456789';
export const hex = '0123456789abcdef';

export function createDice(random: () => number): Dice {
  const number = (low: number, high: number): number => low + random() * (high - low);
  const whole = (low: number, high: number): number => Math.floor(number(low, high + 1));
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[Math.floor(random() * list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  };
  return {
    number,
    whole,
    pick,
    chance: (probability) => random() < probability,
    weighted: (entries) => {
      let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of entries) {
        left -= weight;
        if (left < 0) return value;
      }
      return pick(entries)[0];
    },
    text: (alphabet, length) => {
      let made = '';
      while (made.length < length) made += alphabet[Math.floor(random() * alphabet.length)] ?? '';
      return made;
    },
    latency: (medianMs) => {
      // Three uniform numbers make a rough bell; its exponential is the usual shape of answer times.
      const bell = (random() + random() + random()) / 1.5 - 1;
      return round(medianMs * Math.exp(bell * 1.1));
    },
  };
}

/** To one decimal, as durations are kept. */
export const round = (value: number): number => Math.round(value * 10) / 10;

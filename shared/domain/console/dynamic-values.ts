/** What the outside world gives to values that are made on every send. */
export interface DynamicSource {
  readonly now: number;
  readonly newId: () => string;
  /** 0 up to, not including, 1. */
  readonly random: () => number;
}

/** Names that need no value: one is made on every send. */
export const dynamicNames = ['$uuid', '$now', '$epoch', '$epochMs', '$randomInt', '$randomHex', '$idempotencyKey'] as const;
export type DynamicName = (typeof dynamicNames)[number];

export const dynamicWords: Readonly<Record<DynamicName, string>> = {
  $uuid: 'a new UUID at each place',
  $now: 'the time of sending, ISO 8601 in UTC',
  $epoch: 'the time of sending, in seconds since 1970',
  $epochMs: 'the time of sending, in milliseconds since 1970',
  $randomInt: 'a number from 0 to 999,999',
  $randomHex: 'sixteen hexadecimal digits, new at each place',
  $idempotencyKey: 'one new key for the whole request',
};

export const isDynamicName = (name: string): name is DynamicName => (dynamicNames as readonly string[]).includes(name);

/** Makes the values of one send: the idempotency key and the time are the same wherever they stand. */
export function createDynamicValues(source: DynamicSource): (name: DynamicName) => string {
  let key: string | null = null;
  const digit = (): string => Math.floor(source.random() * 16).toString(16);
  return (name) => {
    switch (name) {
      case '$uuid':
        return source.newId();
      case '$now':
        return new Date(source.now).toISOString();
      case '$epoch':
        return String(Math.floor(source.now / 1000));
      case '$epochMs':
        return String(source.now);
      case '$randomInt':
        return String(Math.floor(source.random() * 1_000_000));
      case '$randomHex':
        return Array.from({ length: 16 }, digit).join('');
      case '$idempotencyKey':
        return (key ??= source.newId());
    }
  };
}

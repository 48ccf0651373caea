/** What the outside world gives to values that are made on every send. */
export interface DynamicSource {
  readonly now: number;
  readonly newId: () => string;
  /** 0 up to, not including, 1. */
  readonly random: () => number;
}

/** Names that need no value: one is made on every send. */
export const dynamicNames = ['$uuid', '$now', '$randomInt', '$idempotencyKey'] as const;
export type DynamicName = (typeof dynamicNames)[number];

export const dynamicWords: Readonly<Record<DynamicName, string>> = {
  $uuid: 'a new UUID at each place',
  $now: 'the time of sending, ISO 8601 in UTC',
  $randomInt: 'a number from 0 to 999,999',
  $idempotencyKey: 'one new key for the whole request',
};

export const isDynamicName = (name: string): name is DynamicName => (dynamicNames as readonly string[]).includes(name);

/** Makes the values of one send: the idempotency key and the time are the same wherever they stand. */
export function createDynamicValues(source: DynamicSource): (name: DynamicName) => string {
  let key: string | null = null;
  return (name) => {
    switch (name) {
      case '$uuid':
        return source.newId();
      case '$now':
        return new Date(source.now).toISOString();
      case '$randomInt':
        return String(Math.floor(source.random() * 1_000_000));
      case '$idempotencyKey':
        return (key ??= source.newId());
    }
  };
}

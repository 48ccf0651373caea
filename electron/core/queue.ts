/** An async iterable that is fed by callbacks; it ends when the signal is aborted. */
export interface Queue<T> extends AsyncIterable<T> {
  readonly push: (value: T) => void;
}

export function createQueue<T>(signal?: AbortSignal): Queue<T> {
  const values: T[] = [];
  let wake: () => void = () => undefined;
  signal?.addEventListener('abort', () => wake(), { once: true });
  return {
    push: (value) => {
      values.push(value);
      wake();
    },
    async *[Symbol.asyncIterator]() {
      while (!signal?.aborted) {
        const next = values.shift();
        if (next === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        } else {
          yield next;
        }
      }
    },
  };
}

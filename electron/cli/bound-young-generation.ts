import v8 from 'node:v8';

const enoughBytes = 16 * 1024 ** 2;
const lookMs = 20;

/**
 * Keeps the place for young objects from growing for ever. Left to itself it doubles again and again while a long run goes on, up to 128 MB
 * that hold nothing; a run of many short calls is no slower in a small one. It is a switch of the engine that can be set only once it has
 * grown enough: a place too small at the start makes every command slow.
 */
export function boundYoungGeneration(): void {
  const timer = setInterval(() => {
    const { space_size: bytes } = v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space') ?? { space_size: 0 };
    if (bytes < enoughBytes) return;
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, lookMs);
  timer.unref();
}

import type { Engine } from '../engine.ts';

export function watchRungs(_engine: Engine): () => void {
  return () => undefined;
}

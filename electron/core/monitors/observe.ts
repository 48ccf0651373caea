import type { Engine } from '../engine.ts';

export function observe(_engine: Engine): () => void {
  return () => undefined;
}

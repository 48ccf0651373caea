import type { Stage, Stock } from './stage.ts';

export function planRunbooks(_stage: Stage, _stock: Stock): void {}

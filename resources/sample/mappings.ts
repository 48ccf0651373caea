import type { Stage, Stock } from './stage.ts';

export function planMappings(_stage: Stage, _stock: Stock): void {}

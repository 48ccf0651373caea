import type { Stage, Stock } from './stage.ts';

export function planScorecards(_stage: Stage, _stock: Stock): void {}

import type { Stage, Stock } from './stage.ts';

export function planMonitors(_stage: Stage, _stock: Stock): void {}

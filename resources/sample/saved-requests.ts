import type { Stage, Stock } from './stage.ts';

export function planSavedRequests(_stage: Stage, _stock: Stock): void {}

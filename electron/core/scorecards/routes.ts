import type { Implementer } from '../router.ts';

export const scorecardsRoutes = (_os: Implementer['scorecards']) => ({});

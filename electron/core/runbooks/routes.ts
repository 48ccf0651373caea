import type { Implementer } from '../router.ts';

export const runbooksRoutes = (_os: Implementer['runbooks']) => ({});

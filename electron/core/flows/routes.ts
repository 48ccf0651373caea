import type { Implementer } from '../router.ts';

export const flowsRoutes = (_os: Implementer['flows']) => ({});

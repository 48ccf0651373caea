import type { Implementer } from '../router.ts';

export const transferRoutes = (_os: Implementer['transfer']) => ({});

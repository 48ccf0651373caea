import type { Implementer } from '../router.ts';

export const resilienceRoutes = (_os: Implementer['resilience']) => ({});

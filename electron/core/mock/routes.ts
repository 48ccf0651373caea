import type { Implementer } from '../router.ts';

export const mockRoutes = (_os: Implementer['mock']) => ({});

import type { Implementer } from '../router.ts';

export const mappingsRoutes = (_os: Implementer['mappings']) => ({});

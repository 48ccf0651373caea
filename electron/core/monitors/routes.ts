import type { Implementer } from '../router.ts';

export const monitorsRoutes = (_os: Implementer['monitors']) => ({});

import type { Implementer } from '../router.ts';

export const answersRoutes = (_os: Implementer['answers']) => ({});

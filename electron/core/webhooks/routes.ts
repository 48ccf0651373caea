import type { Implementer } from '../router.ts';

export const webhooksRoutes = (_os: Implementer['webhooks']) => ({});

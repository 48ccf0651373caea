import type { Implementer } from '../router.ts';
import { examine } from './doctor.ts';

export const settingsRoutes = (os: Implementer['settings']) => ({
  doctor: os.doctor.handler(({ context }) => examine(context.core)),
});

import { z } from 'zod';
import { concernsApp, nothing } from './procedure.ts';

export const doctorFinding = z.object({
  name: z.string(),
  verdict: z.enum(['good', 'warning', 'bad']),
  words: z.string(),
  /** What to do; empty when all is well. */
  remedy: z.string(),
});

export const settingsContract = {
  /** Versions, keychain, database, network: each with a verdict and a remedy. */
  doctor: concernsApp.input(nothing).output(z.array(doctorFinding)),
};

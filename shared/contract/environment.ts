import { z } from 'zod';
import { id } from './procedure.ts';

export const environmentKinds = ['sandbox', 'production', 'other'] as const;

export const environment = z.object({
  id,
  apiId: id,
  name: z.string(),
  baseUrl: z.string(),
  kind: z.enum(environmentKinds),
  credentialId: id.nullable(),
  credentialName: z.string().nullable(),
});
export type Environment = z.infer<typeof environment>;

import { z } from 'zod';
import { id, instant } from './procedure.ts';
import { criticalities, standing } from './standing.ts';

export const strengths = ['hard', 'soft'] as const;

/** A link business process -> API: what happens when the API fails, and what takes over. */
export const dependency = z.object({
  id,
  processId: id,
  processName: z.string(),
  apiId: id,
  /** hard: the process stops without it; soft: it gets worse. */
  strength: z.enum(strengths),
  impact: z.string(),
  fallback: z.string(),
});
export type Dependency = z.infer<typeof dependency>;

/** What the company does that depends on APIs. */
export const businessProcess = z.object({
  id,
  name: z.string(),
  criticality: z.enum(criticalities),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  deputyId: id.nullable(),
  deputyName: z.string().nullable(),
  notes: z.string(),
  /** "Mo-Sa 08:00-20:00": when it is in use. */
  serviceHours: z.string(),
  /** So many units (orders, refunds ...) an hour, and what one is worth in minor units of the currency. */
  unitsPerHour: z.number().nullable(),
  unitName: z.string(),
  valueMinor: z.number().int().nullable(),
  currency: z.string().nullable(),
  apiCount: z.number().int(),
  withoutFallback: z.number().int(),
  calls30d: z.number().int(),
  /** The worst of the APIs that it cannot do without. */
  standing,
  createdAt: instant,
});
export type BusinessProcess = z.infer<typeof businessProcess>;

/** A dependency seen from its process: with the API it is on. */
export const processLink = dependency.extend({
  apiName: z.string(),
  apiVersion: z.string(),
  vendorId: id,
  vendorName: z.string(),
  apiCriticality: z.enum(criticalities),
  apiStanding: standing,
});
export type ProcessLink = z.infer<typeof processLink>;

/** What depends on what: processes, APIs and vendors, with the links between them. */
export const dependencyMap = z.object({
  processes: z.array(z.object({ id, name: z.string(), criticality: z.enum(criticalities), ownerName: z.string().nullable() })),
  apis: z.array(
    z.object({
      id,
      name: z.string(),
      version: z.string(),
      vendorId: id,
      criticality: z.enum(criticalities),
      standing,
      calls30d: z.number().int(),
    }),
  ),
  vendors: z.array(z.object({ id, name: z.string() })),
  links: z.array(processLink),
});
export type DependencyMap = z.infer<typeof dependencyMap>;

/** A process as it is saved: a new one without an id. */
export const processInput = z.object({
  id: id.optional(),
  name: z.string().trim().min(1).max(80).optional(),
  criticality: z.enum(criticalities).optional(),
  ownerId: id.nullable().optional(),
  deputyId: id.nullable().optional(),
  notes: z.string().max(20_000).optional(),
  serviceHours: z.string().trim().max(200).optional(),
  unitsPerHour: z.number().min(0).max(1e9).nullable().optional(),
  unitName: z.string().trim().max(40).optional(),
  valueMinor: z.number().int().min(0).max(1e12).nullable().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .optional(),
});

export const dependencyInput = z.object({
  id: id.optional(),
  processId: id,
  apiId: id,
  strength: z.enum(strengths).optional(),
  impact: z.string().trim().max(2_000).optional(),
  fallback: z.string().trim().max(2_000).optional(),
});

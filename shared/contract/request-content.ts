import { z } from 'zod';

const formField = z.object({
  name: z.string(),
  value: z.string().default(''),
  /** Left out of a send, kept in the request. */
  isOff: z.boolean().default(false),
});

/** What goes as the body besides text: `text` is the draft's own `body` with its `mediaType`. */
export const requestContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text') }),
  z.object({ kind: z.literal('form'), fields: z.array(formField) }),
  z.object({
    kind: z.literal('multipart'),
    /** A part with a `path` is that file, read when it is sent; the file itself is never kept in the request. */
    parts: z.array(formField.extend({ path: z.string().nullable().default(null), mediaType: z.string().nullable().default(null) })),
  }),
  z.object({ kind: z.literal('file'), path: z.string(), mediaType: z.string().nullable().default(null) }),
  /** Sent as JSON `{ query, variables, operationName }`; `variables` is JSON text, empty for none. */
  z.object({
    kind: z.literal('graphql'),
    query: z.string(),
    variables: z.string().default(''),
    operationName: z.string().nullable().default(null),
  }),
]);
export type RequestContent = z.infer<typeof requestContent>;

/** How a request travels; what is not said is as the workspace has it. */
export const requestTravel = z.object({
  maxRedirects: z.number().int().min(0).max(20).default(10),
  httpVersion: z.enum(['auto', '1.1']).default('auto'),
  /** Cookies of the environment are sent, and those that come are kept. */
  usesCookies: z.boolean().default(true),
  /** Addresses that a redirect may lead to although it would ask (a private network, a body with a secret). */
  allowedRedirects: z.array(z.string()).default([]),
});
export type RequestTravel = z.infer<typeof requestTravel>;

/** The content and the travel of a request of which nothing else was said. */
export const usualRequest: { readonly content: RequestContent; readonly travel: RequestTravel } = {
  content: { kind: 'text' },
  travel: { maxRedirects: 10, httpVersion: 'auto', usesCookies: true, allowedRedirects: [] },
};

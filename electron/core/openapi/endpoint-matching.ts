import { decoded } from './json-value.ts';
import type { Operation } from './operations.ts';

export interface EndpointMatch {
  readonly method: string;
  /** The template. */
  readonly path: string;
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

const maxPerSegment = 4;

interface Template {
  readonly path: string;
  readonly segments: readonly { readonly pattern: RegExp; readonly literal: number }[];
  readonly names: readonly string[];
}

/** Finds the operation an address belongs to: base paths of servers are tried first, and the most literal template wins. */
export function createEndpointMatcher(
  operations: readonly Operation[],
  basePaths: readonly string[],
): (method: string, url: string) => EndpointMatch | null {
  const byMethod = new Map<string, Template[]>();
  for (const { method, path } of operations) {
    const templates = byMethod.get(method) ?? [];
    templates.push(templateOf(path));
    byMethod.set(method, templates);
  }
  for (const templates of byMethod.values()) templates.sort(mostLiteralFirst);
  const bases = [...new Set([...basePaths.map((base) => base.replace(/\/+$/, '')), ''])].toSorted((a, b) => b.length - a.length);

  return (method, url) => {
    const upper = method.toUpperCase();
    const path = pathOf(url);
    for (const base of bases) {
      if (base !== '' && path !== base && !path.startsWith(`${base}/`)) continue;
      const match = matchIn(byMethod.get(upper) ?? [], path.slice(base.length) || '/');
      if (match) return { method: upper, ...match };
    }
    return null;
  };
}

function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return path.startsWith('/') ? path : `/${path}`;
}

function templateOf(path: string): Template {
  const names: string[] = [];
  const segments = path
    .split('/')
    .slice(1)
    .map((segment) => {
      let source = '';
      let literal = 0;
      const namesBefore = names.length;
      for (const part of segment.split(/(\{[^{}]*\})/)) {
        if (/^\{.*\}$/.test(part)) {
          names.push(part.slice(1, -1));
          // Each further value in one segment multiplies the ways to split it; real templates hold one or two.
          source += names.length - namesBefore > maxPerSegment ? '[]' : '(.+?)';
        } else {
          literal += part.length;
          source += part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
        }
      }
      return { pattern: new RegExp(`^${source}$`, 's'), literal };
    });
  return { path, segments, names };
}

/** Compares segment by segment from the left: plain text before text with a parameter before a bare parameter. */
function mostLiteralFirst(a: Template, b: Template): number {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rank(b.segments[index]) - rank(a.segments[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rank(segment: Template['segments'][number] | undefined): number {
  if (!segment) return -1;
  return segment.pattern.source.includes('(.+?)') ? Math.min(segment.literal, 10_000) : 100_000;
}

function matchIn(templates: readonly Template[], path: string): Omit<EndpointMatch, 'method'> | null {
  const parts = path.split('/').slice(1);
  for (const template of templates) {
    if (template.segments.length !== parts.length) continue;
    const values: string[] = [];
    const fits = template.segments.every(({ pattern }, index) => {
      const found = pattern.exec(decoded(parts[index] ?? ''));
      if (found) values.push(...found.slice(1));
      return found !== null;
    });
    if (!fits) continue;
    return { path: template.path, pathParameters: Object.fromEntries(template.names.map((name, index) => [name, values[index] ?? ''])) };
  }
  return null;
}

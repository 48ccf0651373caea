import type { HeaderList, Reading, Unparsed, WarningEvidence } from './evidence.ts';
import { headerValues, unparsed, valuesByName } from './header-list.ts';
import { readHttpDate } from './http-date.ts';
import { unquote } from './link.ts';

/** warn-code SP warn-agent SP quoted-text [SP quoted-date], RFC 7234 section 5.5; the commas between are optional to us. */
const warningValue = /\s*(?:,\s*)?(\d{3})\s+([^\s"]+)\s+("(?:[^"\\]|\\.)*")(?:\s+"([^"]*)")?\s*(?=,|$)/sy;

const goingAway = /deprecat|sunset|retir|remov(?:ed|al)|end[- ]of[- ](?:life|support)|discontinu|no longer supported|unavailable in v/i;
const vendorHeader = /^(?:x-.*deprecat.*|x-api-warn(?:ing)?|x-.*-api-warn(?:ing)?)$/;
const denial = /^(?:false|0|no|none|\?0)$/i;
const fieldList = /^[A-Za-z_]\w*(?:\.\w+)+(?:\s*,\s*[A-Za-z_]\w*(?:\.\w+)+)*$/;

/**
 * Reads `Warning` (RFC 7234 section 5.5, of which APIs use code 299), `X-API-Warn` and any `X-…-Deprecat…` header such
 * as `X-Shopify-API-Deprecated-Reason`. A vendor's header that says “false” is no evidence. `receivedAt` is epoch ms.
 */
export function readWarnings(headers: HeaderList, receivedAt: number): Reading<WarningEvidence> {
  const found: WarningEvidence[] = [];
  const bad: Unparsed[] = [];
  for (const raw of headerValues(headers, 'warning')) {
    const reading = readStandard(raw, receivedAt);
    found.push(...reading.found);
    bad.push(...reading.unparsed);
  }
  for (const [header, values] of valuesByName(headers)) {
    if (!header.startsWith('x-') || !vendorHeader.test(header)) continue;
    found.push(...values.filter((raw) => !denial.test(raw)).map((raw) => readVendors(header, raw)));
  }
  return { found, unparsed: bad };
}

function readStandard(raw: string, receivedAt: number): Reading<WarningEvidence> {
  const found: WarningEvidence[] = [];
  warningValue.lastIndex = 0;
  let end = 0;
  for (let match = warningValue.exec(raw); match; match = warningValue.exec(raw)) {
    end = warningValue.lastIndex;
    const [whole, code, agent, quotedText, date] = match;
    const text = unquote(quotedText ?? '');
    found.push({
      kind: 'warning',
      header: 'warning',
      code: Number(code),
      agent: agent === '-' ? null : (agent ?? null),
      text,
      date: date === undefined ? null : (readHttpDate(date, receivedAt)?.date ?? null),
      signal: goingAway.test(text) ? 'deprecation' : 'notice',
      fields: [],
      raw: whole.replace(/^[\s,]+/, '').trim(),
    });
  }
  const rest = raw.slice(end).replace(/^[\s,]+/, '');
  if (rest === '') return { found, unparsed: [] };
  return { found, unparsed: [unparsed('warning', rest, '“299 - "text"” was expected')] };
}

function readVendors(header: string, raw: string): WarningEvidence {
  return {
    kind: 'warning',
    header,
    code: null,
    agent: null,
    text: raw.startsWith('"') ? unquote(raw) : raw,
    date: null,
    signal: header.includes('deprecat') || goingAway.test(raw) ? 'deprecation' : 'notice',
    fields: fieldList.test(raw) ? raw.split(',').map((field) => field.trim()) : [],
    raw,
  };
}

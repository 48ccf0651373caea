import { expect, it } from 'vitest';
import { eventFact } from '../../../shared/domain/webhooks/event-facts.ts';
import { createRedactor } from '../../../shared/domain/redaction/redact.ts';
import { openContract } from './contract.ts';

const secret = 'sk_live_0123456789abcdefghijklmnopqrstuvwxyz';
const redact = (text: string): string => createRedactor([{ label: 'Key', value: secret }]).text(text);

it('of a secret that what is shown of an answer would be cut in, no half is left', () => {
  const contract = openContract(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/x': {
          get: {
            responses: {
              200: {
                description: 'ok',
                headers: { 'X-Note': { schema: { type: 'integer' } } },
                content: {
                  'application/json': {
                    schema: { type: 'object', properties: { a: { type: 'string', enum: ['one'] }, b: { type: 'integer' } } },
                  },
                },
              },
            },
          },
        },
      },
    }),
  );
  for (const before of [40, 60, 70, 78]) {
    const text = `${'x'.repeat(before)}${secret}`;
    const verdict = contract.checkAnswer({
      method: 'GET',
      path: '/x',
      status: 200,
      headers: { 'content-type': 'application/json', 'x-note': text },
      bodyText: JSON.stringify({ a: text, b: text }),
      redact,
    });
    expect(verdict.violations.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(verdict)).not.toContain('sk_l');
  }
});

it('of a secret that an event’s id would be cut in, no half is left', () => {
  const id = `${'x'.repeat(190)}${secret}`;
  expect(eventFact('$.id', [], { id }, redact)).not.toContain('sk_l');
  expect(eventFact('X-Id', [['x-id', id]], null, redact)).not.toContain('sk_l');
});

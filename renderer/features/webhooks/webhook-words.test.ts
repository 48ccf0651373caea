import { describe, expect, it } from 'vitest';
import type { WebhookDelivery, WebhookEndpoint } from '../../../shared/contract/webhooks.ts';
import { deliveryMark, inboxTitle, prettyBody, verdictWords } from './webhook-words.ts';

const endpoint = (part: Partial<WebhookEndpoint>): WebhookEndpoint =>
  ({ name: 'Orders', open: 0, lastAt: 1, failed30d: 0, standing: { state: 'holds', words: '', door: null }, ...part }) as WebhookEndpoint;
const delivery = (part: Partial<WebhookDelivery>): WebhookDelivery =>
  ({ state: 'holds', code: null, diagnosis: null, isSettled: false, deadWords: null, lastReplay: null, ...part }) as WebhookDelivery;

describe('the title of the inbox', () => {
  it('is what fails, then what is silent, then that all holds', () => {
    expect(inboxTitle([endpoint({ open: 1 }), endpoint({ open: 2 })])).toBe('Three deliveries fail');
    expect(inboxTitle([endpoint({ standing: { state: 'soon', words: 'silent for 2 h', door: null } })])).toBe('Orders is silent');
    expect(inboxTitle([endpoint({ failed30d: 2 })])).toBe('No delivery needs you');
    expect(inboxTitle([endpoint({})])).toBe('Every delivery holds');
    expect(inboxTitle([endpoint({ lastAt: null })])).toBe('Nothing came in yet');
  });
});

describe('a delivery', () => {
  it('is broken only while it needs somebody', () => {
    expect(deliveryMark(delivery({ state: 'fails', deadWords: 'why' }))).toBe('broken');
    expect(deliveryMark(delivery({ state: 'fails' }))).toBe('no data');
    expect(deliveryMark(delivery({ state: 'unknown' }))).toBe('no data');
    expect(deliveryMark(delivery({ lastReplay: 'refused' }))).toBe('soon');
    expect(deliveryMark(delivery({}))).toBe('holds');
  });

  it('says its cause in two words', () => {
    expect(verdictWords(delivery({ state: 'fails', code: 'mismatch', diagnosis: 'former_secret' }))).toBe('former secret');
    expect(verdictWords(delivery({ state: 'fails', code: 'too_large' }))).toBe('too large');
    expect(verdictWords(delivery({ state: 'unknown', code: 'no_secret' }))).toBe('no secret here');
  });
});

describe('a body', () => {
  it('is laid out when that loses nothing', () => {
    expect(prettyBody('{"a":1}')).toEqual({ text: '{\n  "a": 1\n}', language: 'json' });
    expect(prettyBody('{"id":"8836210417352314"}').text).toContain('\n');
    expect(prettyBody('{"id":12345678901234567890}').text).toBe('{"id":12345678901234567890}');
    expect(prettyBody('a=1')).toEqual({ text: 'a=1', language: 'text' });
  });
});

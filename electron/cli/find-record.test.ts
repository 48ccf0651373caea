import { describe, expect, it } from 'vitest';
import { Fault } from '../../shared/contract/errors.ts';
import { findOne } from './find-record.ts';

const rows = [
  { id: 'a1', vendor: 'Adyen', name: 'Checkout' },
  { id: 'a2', vendor: 'Adyen', name: 'Management' },
  { id: 'p1', vendor: 'PayPal', name: 'Checkout' },
];
const find = (text: string) =>
  findOne(text, { what: 'API', where: 'the list', rows, idOf: ({ id }) => id, namesOf: ({ vendor, name }) => [`${vendor} ${name}`, name] });

function faultOf(text: string): Fault {
  try {
    find(text);
  } catch (error) {
    if (error instanceof Fault) return error;
  }
  throw new Error('it was found');
}

describe('finding a record', () => {
  it.each([
    ['a2', 'a2'],
    ['adyen  CHECKOUT', 'a1'],
    ['management', 'a2'],
    ['paypal', 'p1'],
  ])('takes %s', (text, id) => {
    expect(find(text).id).toBe(id);
  });

  it('lists the candidates of an ambiguous name', () => {
    const { code, data } = faultOf('Checkout');
    expect(code).toBe('bad_input');
    expect(data.details).toEqual({ candidates: ['Adyen Checkout (a1)', 'PayPal Checkout (p1)'] });
  });

  it('says what there is when nothing fits', () => {
    const { code, data } = faultOf('Stripe');
    expect(code).toBe('not_found');
    expect(data.details?.['candidates']).toContain('Adyen Management');
  });

  it('does not take nothing for everything', () => {
    expect(faultOf(' ').code).toBe('not_found');
  });
});

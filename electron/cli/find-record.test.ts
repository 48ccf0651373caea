import { describe, expect, it } from 'vitest';
import { Fault } from '../../shared/contract/errors.ts';
import { findOne, type Grasp } from './find-record.ts';

const rows = [
  { id: 'a1', vendor: 'Adyen', name: 'Checkout' },
  { id: 'a2', vendor: 'Adyen', name: 'Management' },
  { id: 'p1', vendor: 'PayPal', name: 'Checkout' },
];
const find = (text: string, grasp?: Grasp) =>
  findOne(text, {
    what: 'API',
    where: 'the list',
    rows,
    idOf: ({ id }) => id,
    namesOf: ({ vendor, name }) => [`${vendor} ${name}`, name],
    grasp,
  });

function faultOf(text: string, grasp?: Grasp): Fault {
  try {
    find(text, grasp);
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
  ])('takes %s', (text, id) => {
    expect(find(text).id).toBe(id);
    expect(find(text, 'part').id).toBe(id);
  });

  it('takes a part that only one has where nothing is sent or changed', () => {
    expect(find('paypal', 'part').id).toBe('p1');
    expect(find('check pay', 'part').id).toBe('p1');
    expect(faultOf('adyen', 'part').data.details).toEqual({ candidates: ['Adyen Checkout (a1)', 'Adyen Management (a2)'] });
  });

  it('refuses a part, with the names that have it, where something is', () => {
    const { code, data } = faultOf('Manage');
    expect(code).toBe('not_found');
    expect(data).toMatchObject({
      happened: 'There is no API “Manage”.',
      remedy: 'What sends or changes something takes the whole name, or the id.',
      details: { candidates: ['Adyen Management (a2)'] },
    });
  });

  it('suggests the names that are a few letters away', () => {
    expect(faultOf('Adyen Managment').data.details).toEqual({ candidates: ['Adyen Management'] });
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

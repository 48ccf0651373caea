import { expect, it } from 'vitest';
import { emptyFlow, flowStep } from '../../../shared/domain/flows/flow-spec.ts';
import { namesBefore, namesGiven } from './step-names.ts';

const step = (id: string, ...captures: string[]) =>
  flowStep.parse({ id, name: id, captures: captures.map((name) => ({ name, from: 'body', path: `$.${name}` })) });
const flow = {
  asksFor: ['order'],
  spec: {
    ...emptyFlow,
    setup: [step('sign in', 'access_token')],
    steps: [step('create', 'payment', 'state'), step('look', 'state'), step('refund', 'refund')],
    teardown: [step('sign out')],
  },
};
const told = (...at: Parameters<typeof namesBefore>): string[] => namesBefore(...at).map(({ name, from }) => `${name}: ${from}`);

it('offers what steps before it capture, the nearest first, and columns; never what comes later', () => {
  expect(told(flow, 'steps', 'refund')).toEqual([
    'state: captured by “look”',
    'payment: captured by “create”',
    'access_token: captured by “sign in”',
    'order: a column of the file',
    'row.number: the number of the row',
  ]);
  expect(told(flow, 'setup', 'sign in')).toEqual([]);
  expect(told(flow, 'teardown', 'sign out')).toEqual(['access_token: captured by “sign in”']);
});

it('shows no secret', () => {
  expect(namesBefore(flow, 'teardown', 'sign out')[0]?.value).toBe('••••••');
  expect(namesGiven({ values: [{ name: 'api_key', value: 'abc' }] })).toEqual([{ name: 'api_key', value: '••••••', from: 'this step' }]);
});

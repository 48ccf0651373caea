import { expect, it } from 'vitest';
import { keptDraft } from '../../../shared/contract/console.ts';
import { namesOfDraft } from './resolve-call.ts';

it('asks for the names of what a step sends, and for none of what is switched off', () => {
  const parameters = [
    { in: 'query', name: 'page', value: '{{page}}' },
    { in: 'header', name: 'X-Mine', value: '{{mine}}', isOff: true },
  ];
  expect(namesOfDraft(keptDraft.parse({ method: 'POST', path: '/orders/{{order}}', parameters, body: '{{note}}' }))).toEqual([
    'order',
    'page',
    'note',
  ]);
});

import { expect, it } from 'vitest';
import { isMachineName, machineName } from './machine-name.ts';

it.each([
  machineName,
  'quartermaster',
  ' QUARTERMASTER ',
  'Quarter master',
  'Quarter\u00A0master',
  'Quarter\u200Bmaster',
  'Quartermaster.',
  'Qu\u0430rtermaster',
  'Ｑuartermaster',
  'Quartermáster',
  '\u202EQuartermaster',
])('“%s” reads as the app', (name) => {
  expect(isMachineName(name)).toBe(true);
});

it.each(['Ines', 'Quartermaster Ines', 'The quartermaster', 'Master', ''])('“%s” does not', (name) => {
  expect(isMachineName(name)).toBe(false);
});

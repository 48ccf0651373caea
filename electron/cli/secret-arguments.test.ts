import { describe, expect, it } from 'vitest';
import { refuseSecretOptions, refuseSecretValue } from './secret-arguments.ts';

const add = ['credential', 'add', '--name', 'Adyen test', '--kind', 'api_key'];

describe('secrets on the command line', () => {
  it.each([
    ['--secret', 'hunter2'],
    ['--secret=hunter2'],
    ['--api-key=hunter2'],
    ['--client_secret', 'hunter2'],
    ['--token=hunter2'],
    ['--password', 'hunter2'],
    ['--key=hunter2'],
  ])('refuses %s and does not repeat its value', (...option) => {
    let message = '';
    try {
      refuseSecretOptions([...add, ...option]);
    } catch (error) {
      message = JSON.stringify(error) + String(error);
    }
    expect(message).toContain('never taken from the command line');
    expect(message).not.toContain('hunter2');
  });

  it('lets the command line’s own options pass, and everything after --', () => {
    const words = [
      '--header',
      'X-API-Key',
      '--query',
      'key',
      '--username',
      'ops',
      '--rotation-days',
      '90',
      '--bind',
      'A/b',
      '--expires',
      '+30d',
      '--allow-host',
      'a.example',
      '--',
      '--secret',
    ];
    expect(() => refuseSecretOptions([...add, ...words])).not.toThrow();
  });

  it('refuses headers and query parameters that carry a secret, by their names', () => {
    expect(() => refuseSecretValue('header', 'Authorization', 'Bearer hunter2')).toThrowError(/never taken/);
    expect(() => refuseSecretValue('query', 'api_key', 'hunter2')).toThrowError(/never taken/);
    expect(() => refuseSecretValue('path', 'key', 'K-1')).not.toThrow();
    expect(() => refuseSecretValue('header', 'Idempotency-Key', '123')).not.toThrow();
  });
});

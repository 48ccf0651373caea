import { describe, expect, it } from 'vitest';
import { isPrivateAddress, isPrivateHost } from './addresses.ts';

describe('private addresses', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::',
    '::1',
    'fe80::1%eth0',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    '2002:c0a8:101::1',
    '::7f00:1',
    'fec0::1',
    'ff02::1',
    '198.18.0.1',
    '192.0.0.192',
    '224.0.0.1',
    '255.255.255.255',
  ])('%s is one', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '172.15.255.255',
    '100.128.0.1',
    '2606:4700::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
    '198.20.0.1',
    'shop.test',
  ])('%s is none', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it('localhost is a private host under all its names', () => {
    expect(['localhost', 'localhost.', 'a.localhost', '::1', 'localhost.test', 'shop.test'].map(isPrivateHost)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

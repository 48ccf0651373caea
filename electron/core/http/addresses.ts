import { BlockList, isIP, isIPv4 } from 'node:net';

const privateRanges = new BlockList();
/** The two groups of an IPv6 address that hold an IPv4 one. */
const inGroups = (network: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = network.split('.').map(Number);
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
};
// RFC 6890 section 2.2: what is not on the public internet. Each of them can also be written inside IPv6: for NAT64 (RFC 6052), 6to4 (RFC 3056).
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  privateRanges.addSubnet(network, bits, 'ipv4');
  privateRanges.addSubnet(`64:ff9b::${inGroups(network)}`, 96 + bits, 'ipv6');
  privateRanges.addSubnet(`2002:${inGroups(network)}::`, 16 + bits, 'ipv6');
}
for (const [network, bits] of [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  privateRanges.addSubnet(network, bits, 'ipv6');
}

/** True for loopback, link-local and private network addresses (RFC 6890), IPv4 inside IPv6 included. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:([0-9.]+)$/.exec(plain)?.[1];
  if (mapped && isIPv4(mapped)) return privateRanges.check(mapped, 'ipv4');
  const version = isIP(plain);
  if (version === 0) return false;
  return privateRanges.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** True when a host name or address as written means a private place, without looking the name up. */
export function isPrivateHost(host: string): boolean {
  const name = host.replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost') || isPrivateAddress(name);
}

/** The host of an address as the socket wants it: no brackets around IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

/** The port of an address, the scheme's own when none is written. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  if (url.protocol.startsWith('socks')) return 1080;
  return url.protocol === 'https:' ? 443 : 80;
}

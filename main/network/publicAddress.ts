import { BlockList, isIP } from 'node:net'

// IANA's special-purpose registries: what is not the public internet.
const specialV4 = [
  ['0.0.0.0', 8], // "this network"; 0.0.0.0 itself reaches loopback on many systems
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, and the metadata services of the clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
] as const

// In IPv6 the public internet is 2000::/3; these ranges within it are special. Everything outside (loopback, ULA,
// link-local, multicast, IPv4-mapped, NAT64) is refused by not being in it.
const specialV6 = [
  ['2001::', 23], // Teredo, ORCHID and other protocol assignments
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 contains an IPv4 address
  ['3fff::', 20], // documentation
] as const

const closedV4 = new BlockList()
for (const [net, prefix] of specialV4) closedV4.addSubnet(net, prefix, 'ipv4')
const closedV6 = new BlockList()
for (const [net, prefix] of specialV6) closedV6.addSubnet(net, prefix, 'ipv6')
const openV6 = new BlockList()
openV6.addSubnet('2000::', 3, 'ipv6')
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether `address`, an IP address as text, belongs to the public internet. False for an invalid address. */
export function isPublicAddress(address: string): boolean {
  if (address.includes('%')) return false
  const family = isIP(address)
  if (family === 4) return !closedV4.check(address, 'ipv4')
  return family === 6 && openV6.check(address, 'ipv6') && !closedV6.check(address, 'ipv6')
}

/** Whether `address` is this machine's own: 127.0.0.0/8 or ::1. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** A URL's host for a look-up: IPv6 addresses without their brackets. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** Whether a URL's host names this machine: a loopback address, or `localhost`. */
export const isLoopbackHost = (url: URL): boolean =>
  url.hostname === 'localhost' || isLoopbackAddress(bareHost(url))

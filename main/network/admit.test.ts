import { expect, test } from 'vitest'
import { checkAddress, checkNetworkScope, describeAddress, isOwnOutput } from './admit.ts'
import type { DownloadPolicy } from './admit.ts'

const official = 'https://model-api.runcomfy.net'
const practice = 'http://127.0.0.1:4100'
const gateway = 'https://gateway.example/comfy'

test.each<[string, DownloadPolicy, string, string]>([
  ['https://playgrounds-storage-public.runcomfy.net/a.png', 'output', official, 'public'],
  ['https://a.b.runcomfy.com/x', 'output', official, 'public'],
  ['https://model-api.runcomfy.net/x', 'output', official, 'any'],
  ['https://a.runcomfy.net/x', 'output', practice, 'public'],
  ['http://127.0.0.1:4100/outputs/1.png', 'output', practice, 'loopback'],
  ['http://localhost:4100/outputs/1.png', 'output', practice, 'loopback'],
  ['https://gateway.example/out/1.png', 'output', gateway, 'any'],
  ['https://pictures.example/cat.png', 'picture', official, 'public'],
  ['http://127.0.0.1:4100/outputs/1.png', 'picture', practice, 'loopback'],
])('%s as %s next to %s may be fetched: %s', (address, policy, base, scope) => {
  expect(checkAddress(address, policy, new URL(base))).toEqual({ url: new URL(address), scope })
})

test.each<[string, DownloadPolicy, string, string]>([
  [
    'https://pictures.example/cat.png',
    'output',
    official,
    'is on pictures.example, which does not belong to the engine',
  ],
  [
    'https://runcomfy.net.evil.example/x',
    'output',
    official,
    'is on runcomfy.net.evil.example, which does not belong to the engine',
  ],
  [
    'https://evilruncomfy.net/x',
    'output',
    official,
    'is on evilruncomfy.net, which does not belong to the engine',
  ],
  ['https://a.runcomfy.net@evil.example/x', 'output', official, 'carries a user name or password'],
  ['http://a.runcomfy.net/x', 'output', official, 'is plain http'],
  ['http://127.0.0.1:4100/outputs/1.png', 'output', official, 'is plain http'],
  ['http://127.0.0.1:4101/outputs/1.png', 'output', practice, 'is plain http'],
  [
    'https://127.0.0.1:4100/outputs/1.png',
    'output',
    practice,
    'is on 127.0.0.1, which does not belong to the engine',
  ],
  [
    'https://gateway.example:8443/x',
    'output',
    gateway,
    'is on gateway.example, which does not belong to the engine',
  ],
  ['http://pictures.example/cat.png', 'picture', official, 'is plain http'],
  ['file:///etc/passwd', 'picture', official, 'is a file: address'],
  ['javascript:alert(1)', 'picture', official, 'is a javascript: address'],
  ['data:image/png;base64,AAAA', 'output', official, 'is a data: address'],
  ['cat.png', 'picture', official, 'is no address'],
])('%s as %s next to %s is refused: it %s', (address, policy, base, words) => {
  expect(checkAddress(address, policy, new URL(base))).toEqual({ reason: words })
})

test('a name that resolves to one private address among public ones is refused', () => {
  const url = new URL('https://a.runcomfy.net/x?signature=secret')
  const there = [
    { address: '8.8.8.8', family: 4 },
    { address: '169.254.169.254', family: 4 },
  ]
  expect(() => checkNetworkScope(url, there, 'public')).toThrow(
    'https://a.runcomfy.net/x is not fetched: it leads into a private network.',
  )
  expect(() => checkNetworkScope(url, there.slice(0, 1), 'public')).not.toThrow()
})

test('a loopback base that resolves to another machine is refused', () => {
  const url = new URL('http://localhost:1/x')
  expect(() => checkNetworkScope(url, [{ address: '8.8.8.8', family: 4 }], 'loopback')).toThrow(
    'leads into another machine',
  )
  expect(() => checkNetworkScope(url, [{ address: '::1', family: 6 }], 'loopback')).not.toThrow()
  expect(() => checkNetworkScope(url, [{ address: '10.0.0.1', family: 4 }], 'any')).not.toThrow()
})

test.each([
  ['https://a.example/path?token=secret#x', 'https://a.example/path'],
  ['data:image/png;base64,AAAA', 'data:'],
  ['javascript:alert(1)', 'javascript:'],
  ['nonsense', 'nonsense'],
  [`https://a.example/${'x'.repeat(200)}`, `https://a.example/${'x'.repeat(102)}…`],
])('%s is shown as %s', (address, expected) => {
  expect(describeAddress(address)).toBe(expected)
})

test.each([
  ['https://outputs.runcomfy.net/1.png', official, true],
  ['https://outputs.runcomfy.net/1.png', gateway, true],
  ['https://outputs.runcomfy.net/1.png', practice, false],
  ['http://127.0.0.1:4100/outputs/1.png', practice, true],
  ['http://127.0.0.1:4101/outputs/1.png', practice, false],
  ['http://127.0.0.1:4100/outputs/1.png', official, false],
  ['data:', official, false],
])('%s can be passed on to the engine at %s: %s', (address, base, expected) => {
  expect(isOwnOutput(address, new URL(base))).toBe(expected)
})

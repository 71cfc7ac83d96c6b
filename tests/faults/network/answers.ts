import type { FaultOrder } from '#main/practice/faults/fault.ts'

/** Faults of one answer that say nothing about the request: it can be sent again. */
export function passing(
  call: 'status' | 'result' | 'output' | 'cancel',
): readonly (readonly [string, FaultOrder])[] {
  return [
    ['ended without an answer', { what: 'drop', call }],
    ['reset without an answer', { what: 'drop', call, reset: true }],
    ['dropped before it was read', { what: 'dropBefore', call }],
    ['reset before it was read', { what: 'dropBefore', call, reset: true }],
    ['cut off', { what: 'cutOff', call }],
    ['reset in its body', { what: 'cutOff', call, reset: true }],
    ['a page of HTML', { what: 'html', call }],
    ['empty', { what: 'empty', call }],
    ['10 MB of JSON', { what: 'huge', call }],
    ['under a length that is too large', { what: 'lyingLength', call, by: 64 }],
    ['under a length that is too small', { what: 'lyingLength', call, by: -20 }],
    ['slow to begin', { what: 'slow', call, headersMs: 400 }],
    ['under another content type', { what: 'wrongType', call }],
    ['a gzip bomb', { what: 'bomb', call }],
    ['a brotli bomb', { what: 'bomb', call, encoding: 'br' }],
    ...[408, 500, 502, 503, 504].map((status): readonly [string, FaultOrder] => [
      String(status),
      { what: 'status', call, status },
    ]),
    ['429 with no wait', { what: 'status', call, status: 429, headers: { 'retry-after': '0' }, times: 2 }],
  ]
}

/** Redirects to where the key must not be sent. */
export const redirects = (
  call: 'status' | 'result' | 'output',
): readonly (readonly [string, FaultOrder])[] => [
  ['a redirect in a circle', { what: 'redirect', call, to: 'self', times: 20 }],
  ['a redirect into a private network', { what: 'redirect', call, to: 'http://10.0.0.1/' }],
  ['a redirect to where clouds tell secrets', { what: 'redirect', call, to: 'https://169.254.169.254/' }],
  ['a redirect to this machine', { what: 'redirect', call, status: 302, to: 'https://127.0.0.1:1/' }],
  ['a redirect to a file', { what: 'redirect', call, to: 'file:///etc/passwd' }],
]

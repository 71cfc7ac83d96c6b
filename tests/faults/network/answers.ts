import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { NetworkCase } from './networkCase.ts'

/** A fault of one answer; `shared` as `NetworkCase.isShared`. */
export type AnswerFault = readonly [title: string, fault: FaultOrder, shared?: 'shared' | undefined]

/** The parts of a case that follow from its fault. */
export const caseOf = ([title, fault, shared]: AnswerFault): Pick<
  NetworkCase,
  'title' | 'faults' | 'isShared'
> => ({ title, faults: [fault], isShared: shared !== undefined })

/**
 * Faults of one answer that say nothing about the request: it can be sent again. What the network does to bytes is the
 * same for every call and every engine: with the status call it is tried on all of them.
 */
export function passing(call: 'status' | 'result' | 'output' | 'cancel'): readonly AnswerFault[] {
  const shared = call === 'status' ? undefined : 'shared'
  // No client reads an output: it is fetched by what all engines share.
  const ofClient = call === 'output' ? 'shared' : undefined
  const faults: readonly AnswerFault[] = [
    ['ended without an answer', { what: 'drop', call }],
    ['reset without an answer', { what: 'drop', call, reset: true }, shared],
    ['dropped before it was read', { what: 'dropBefore', call }, shared],
    ['reset before it was read', { what: 'dropBefore', call, reset: true }, shared],
    ['cut off', { what: 'cutOff', call }, ofClient],
    ['reset in its body', { what: 'cutOff', call, reset: true }, shared],
    ['a page of HTML', { what: 'html', call }, ofClient],
    ['empty', { what: 'empty', call }, ofClient],
    ['10 MB of JSON', { what: 'huge', call }, ofClient],
    ['under a length that is too large', { what: 'lyingLength', call, by: 64 }, shared],
    ['under a length that is too small', { what: 'lyingLength', call, by: -20 }, shared],
    ['slow to begin', { what: 'slow', call, headersMs: 400 }, shared],
    ['under another content type', { what: 'wrongType', call }, shared],
    ['a gzip bomb', { what: 'bomb', call }, shared],
    ['a brotli bomb', { what: 'bomb', call, encoding: 'br' }, shared],
    ['408', { what: 'status', call, status: 408 }, ofClient],
    ['500', { what: 'status', call, status: 500 }, ofClient],
    // Of one family with 500.
    ['502', { what: 'status', call, status: 502 }, shared],
    ['503', { what: 'status', call, status: 503 }, shared],
    ['504', { what: 'status', call, status: 504 }, shared],
    [
      '429 with no wait',
      { what: 'status', call, status: 429, headers: { 'retry-after': '0' }, times: 2 },
      ofClient,
    ],
  ]
  return faults
}

/** Redirects to where the key must not be sent: wherever they lead, they are refused in one place. */
export const redirects = (call: 'status' | 'result' | 'output'): readonly AnswerFault[] => [
  ['a redirect in a circle', { what: 'redirect', call, to: 'self', times: 20 }, 'shared'],
  ['a redirect into a private network', { what: 'redirect', call, to: 'http://10.0.0.1/' }],
  [
    'a redirect to where clouds tell secrets',
    { what: 'redirect', call, to: 'https://169.254.169.254/' },
    'shared',
  ],
  [
    'a redirect to this machine',
    { what: 'redirect', call, status: 302, to: 'https://127.0.0.1:1/' },
    'shared',
  ],
  ['a redirect to a file', { what: 'redirect', call, to: 'file:///etc/passwd' }, 'shared'],
]

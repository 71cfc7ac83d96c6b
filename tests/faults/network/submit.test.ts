import { describe } from 'vitest'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { EngineUnderTest } from '../engineUnderTest.ts'
import { engineOf } from '../engineUnderTest.ts'
import { describeEngines } from '../overEngines.ts'
import type { NetworkCase } from './networkCase.ts'
import { testEach } from './networkCase.ts'

const call = 'submit'

/** An accepted submit without an answer is found where the engine lists its requests, and unknown otherwise. */
function orFound({ findsLostSubmits }: EngineUnderTest, one: NetworkCase): NetworkCase {
  if (!findsLostSubmits || one.accepted === 0) return one
  const { title, faults, isShared = false } = one
  return { title: `${title}, and listed`, faults, isShared, code: 0, states: ['downloaded'] }
}

const unknown = (title: string, fault: FaultOrder, accepted: number, shared?: 'shared'): NetworkCase => ({
  title,
  faults: [fault],
  isShared: shared !== undefined,
  code: 76,
  message: /may have been accepted and charged[^]*job attach/,
  states: ['unknown'],
  accepted,
  later: 76,
})

const lost: readonly NetworkCase[] = [
  unknown('accepted, and the connection ended', { what: 'drop', call }, 1),
  unknown('accepted, and the connection was reset', { what: 'drop', call, reset: true }, 1, 'shared'),
  unknown('read and dropped', { what: 'drop', call, accept: false }, 0),
  unknown('dropped before it was read', { what: 'dropBefore', call }, 0),
  unknown('reset before it was read', { what: 'dropBefore', call, reset: true }, 0, 'shared'),
  unknown('answered with JSON that is cut off before its request', { what: 'cutOff', call, share: 0.1 }, 1),
  unknown(
    'reset before the request in the answer',
    { what: 'cutOff', call, share: 0.1, reset: true },
    1,
    'shared',
  ),
  unknown('answered with a page of HTML', { what: 'html', call, accept: true }, 1),
  unknown('answered by a portal that let nothing through', { what: 'html', call }, 0),
  unknown('answered with nothing', { what: 'empty', call, accept: true }, 1),
  unknown('answered with 10 MB', { what: 'huge', call, accept: true }, 1, 'shared'),
  unknown('answered in another protocol', { what: 'switch', call, accept: true }, 1, 'shared'),
  unknown('answered without an end', { what: 'endless', call, everyMs: 1, accept: true }, 1, 'shared'),
  unknown('answered with a gzip bomb', { what: 'bomb', call, accept: true }, 1, 'shared'),
  unknown('answered with a brotli bomb', { what: 'bomb', call, encoding: 'br', accept: true }, 1, 'shared'),
  unknown(
    'answered with a redirect into a private network',
    { what: 'redirect', call, status: 302, to: 'http://10.0.0.1/' },
    0,
  ),
  ...[408, 409, 425, 499, 500, 502, 503, 504].flatMap((status) => {
    // Of one family with 500.
    const shared = status === 502 || status === 504 ? 'shared' : undefined
    return [
      unknown(
        `answered with ${status}, and accepted`,
        { what: 'status', call, status, accept: true },
        1,
        shared,
      ),
      unknown(`answered with ${status}`, { what: 'status', call, status }, 0, shared),
    ]
  }),
  unknown('answered with JSON of another kind', { what: 'status', call, status: 200, body: { ok: true } }, 0),
  unknown('answered with JSON that is a list', { what: 'status', call, status: 200, body: [1] }, 0),
  unknown(
    'answered with a request id that is none',
    { what: 'status', call, status: 200, body: { request_id: '../../balance' } },
    0,
  ),
]

const refused = (title: string, fault: FaultOrder, code: number, message: RegExp): NetworkCase => ({
  title,
  faults: [fault],
  code,
  message,
  accepted: 0,
  // Nothing was accepted: resuming submits it.
  later: 0,
  more: 1,
})

type Body = Exclude<Extract<FaultOrder, { readonly what: 'status' }>['body'], undefined>

const status = (code: number, body: Body = { error_code: code }): FaultOrder => ({
  what: 'status',
  call,
  status: code,
  body,
})

const answered: readonly NetworkCase[] = [
  refused('400', status(400), 69, /does not accept this input/),
  refused('400 with the code of a missing key', status(400, { error_code: 400004 }), 77, /key/),
  refused('400 with the code of an empty account', status(400, { error_code: 400002 }), 77, /pay|balance/),
  refused('400 with the code of a bad model id', status(400, { error_code: 400001 }), 69, /no such endpoint/),
  refused('401', status(401), 77, /key/),
  refused('402', status(402), 77, /pay|balance/),
  refused('403', status(403), 77, /key/),
  refused('404', status(404), 69, /no such endpoint/),
  refused('413', status(413), 69, /does not accept/),
  refused(
    '422',
    status(422, { detail: [{ loc: ['body', 'image_size'], msg: 'is out of fashion' }] }),
    69,
    /Size: is out of fashion/,
  ),
  refused('a code of no success within a 200', status(200, { error_code: 400002 }), 77, /pay|balance/),
]

const requestError = (type: string): Body => ({ detail: 'This was ordered.', error_type: type })

const answeredByFal: readonly NetworkCase[] = [
  refused('400', status(400, requestError('bad_request')), 69, /does not accept this input/),
  refused('401', status(401, { detail: 'No user found for this key.' }), 77, /key/),
  refused('402', status(402, { detail: 'No balance.' }), 77, /pay|balance/),
  refused('403', status(403, { detail: 'This key has no access.' }), 77, /key/),
  refused(
    '403 for an account without balance',
    status(403, { detail: 'User is locked. Reason: Exhausted balance.' }),
    77,
    /pay|balance|locked/,
  ),
  refused('404', status(404, { detail: 'Application not found' }), 69, /no such endpoint/),
  refused('413', status(413, { detail: 'Too large' }), 69, /does not accept/),
  refused(
    '422',
    status(422, { detail: [{ loc: ['body', 'image_size'], msg: 'is out of fashion', type: 'value_error' }] }),
    69,
    /Size: is out of fashion/,
  ),
]

const isShared = true

const sound: readonly NetworkCase[] = [
  { title: 'under another content type', faults: [{ what: 'wrongType', call }], isShared, code: 0 },
  { title: 'after a while', faults: [{ what: 'slow', call, headersMs: 400 }], isShared, code: 0 },
  { title: 'byte by byte', faults: [{ what: 'slow', call, byteMs: 2 }], isShared, code: 0 },
  { title: 'in a body that is cut off', faults: [{ what: 'cutOff', call }], code: 0 },
  { title: 'in a body that is reset', faults: [{ what: 'cutOff', call, reset: true }], isShared, code: 0 },
  {
    title: 'under a length that is too large',
    faults: [{ what: 'lyingLength', call, by: 64 }],
    isShared,
    code: 0,
  },
  {
    title: 'under a length that is too small',
    faults: [{ what: 'lyingLength', call, by: -20 }],
    isShared,
    code: 0,
  },
  ...[400, 402, 409, 422, 425, 429, 499, 500, 503].map((code): NetworkCase => ({
    title: `with ${code}`,
    faults: [{ what: 'status', call, status: code, accept: true, names: 'own' }],
    // The id is read before the status is.
    isShared: code !== 400 && code !== 422 && code !== 429 && code !== 500,
    code: 0,
  })),
]

describeEngines('a submit that is', (engine) => {
  testEach(
    lost.map((one) => orFound(engine, one)),
    engine.findsLostSubmits ? 'is never sent again' : 'is shown as unknown, and never sent again',
    engine,
  )
})

describe.concurrent('a submit to RunComfy that is refused with', () => {
  testEach(answered, 'says why; nothing was accepted, and a resumed run submits it', engineOf('runcomfy'))
})

describe.concurrent('a submit to fal that is refused with', () => {
  testEach(answeredByFal, 'says why; nothing was accepted, and a resumed run submits it', engineOf('fal'))
})

describeEngines('a submit that is answered', (engine) => {
  testEach(sound, 'and names its request is accepted', engine)
})

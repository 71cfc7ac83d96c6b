import { describeEngines } from '../overEngines.ts'
import type { AnswerFault } from './answers.ts'
import { caseOf, passing, redirects } from './answers.ts'
import type { NetworkCase } from './networkCase.ts'
import { testEach } from './networkCase.ts'

const call = 'output'

const passed: readonly NetworkCase[] = [
  ...passing(call),
  ['expired once: 403', { what: 'expired', call, status: 403 }] as const,
  ['expired once: 404', { what: 'expired', call, status: 404 }, 'shared'] as const,
  ['expired once: 410', { what: 'expired', call, status: 410 }, 'shared'] as const,
  ['401 once', { what: 'status', call, status: 401 }] as const,
].map((one): NetworkCase => ({ ...caseOf(one), code: 0 }))

const types = (
  ['image/svg+xml', 'text/html', 'application/octet-stream', 'model/gltf-binary', 'application/zip'] as const
).map((type): NetworkCase => ({
  title: type,
  faults: [{ what: 'otherType', call, type, times: 1000 }],
  // Engines differ in how they name the type of an output, and not in what is done with its bytes.
  isShared: type !== 'text/html' && type !== 'model/gltf-binary',
  code: 69,
  message: /without any of its outputs[^]*It is saved as .*\.(bin|glb)/,
  states: ['downloaded'],
}))

const away = (one: AnswerFault): NetworkCase => ({
  ...caseOf(one),
  code: 65,
  message: /is not fetched[^]*request id is/,
  states: ['completed'],
})

describeEngines('an output that is', (engine) => {
  testEach(passed, 'is fetched again', engine)
  testEach(
    types,
    'is not a picture: it is saved as a file, and fetched again when the job is requested again',
    engine,
  )
  testEach(redirects(call).map(away), 'is not fetched from there; the job stays, and goes on', engine)
  testEach(
    [
      {
        title: 'a video where a picture was promised',
        faults: [{ what: 'otherType', call, type: 'video/mp4', times: 1000 }],
        code: 69,
        message: /without any of its outputs[^]*request id is/,
        states: ['downloaded'],
      },
    ],
    'is saved and reported, and fetched again when the job is requested again',
    engine,
  )
  testEach(
    [
      {
        title: 'gone for good',
        faults: [{ what: 'expired', call, times: 1000 }],
        code: 69,
        message: /files are gone[^]*paid[^]*request id is/,
        states: ['expired'],
        later: null,
      },
    ],
    'is given up after the result was asked three times more',
    engine,
  )
})

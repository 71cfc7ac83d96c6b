import type { FileNode } from '../cli/workflows.ts'
import { fileOf, turbo } from '../cli/workflows.ts'
import type { Outcome, Scenario } from './setUp.ts'
import { KEY } from './setUp.ts'

export const join2: FileNode = { id: 'join', type: 'local/join-text', values: { first: 'a', second: 'b' } }
export const make: FileNode = {
  id: 'make',
  type: turbo(),
  values: { prompt: 'a lamp', image_size: 'square', seed: 1 },
}
const redraw: FileNode = {
  id: 'redraw',
  type: turbo('/image-to-image'),
  values: { prompt: 'at night', seed: 2 },
}
export const withPicture = (image_url: unknown): string =>
  fileOf([{ ...redraw, values: { ...redraw.values, image_url } }])

export const texts = fileOf([join2])
export const remote = fileOf([make])
/** One branch is complete, the other lacks its picture. */
const half = fileOf([join2, redraw])

export const paid = {
  env: { PATCHBAY_API_URL: '{engine}', RUNCOMFY_API_TOKEN: KEY },
  engine: 'runcomfy',
} as const
export const refused = (code: number): Partial<Outcome> => ({ code, state: null, accepted: 0 })
const failed = (code: number, accepted = 0): Partial<Outcome> => ({ code, state: 'failed', accepted })
export const done = (accepted = 0): Partial<Outcome> => ({ code: 0, state: 'done', accepted })

const always = { times: 100 } as const

export const planning: readonly Scenario[] = [
  {
    title: 'a name that is longer than any row',
    file: fileOf([join2], [], { name: 'long '.repeat(1000) }),
    outcome: { ...done(), ended: { join: 'done' } },
  },
  { title: 'a workflow of local nodes', file: texts, outcome: { ...done(), ended: { join: 'done' } } },
  {
    title: 'a missing input, where that is to be refused',
    file: half,
    incomplete: 'refuse',
    outcome: refused(65),
  },
  {
    title: 'a missing input, where that is to be left out',
    file: half,
    incomplete: 'leaveOut',
    outcome: { ...done(), ended: { join: 'done' } },
  },
  {
    title: 'a missing input of all that there is, where that is to be left out',
    file: fileOf([redraw]),
    incomplete: 'leaveOut',
    outcome: refused(65),
  },
  {
    title: 'a target beside what lacks an input',
    file: half,
    targets: ['join'],
    incomplete: 'refuse',
    outcome: { ...done(), ended: { join: 'done' } },
  },
  {
    title: 'a target that lacks an input',
    file: half,
    targets: ['redraw'],
    incomplete: 'leaveOut',
    outcome: refused(65),
  },
  {
    title: 'a target that is muted',
    file: fileOf([{ ...join2, mode: 'muted' }]),
    targets: ['join'],
    outcome: refused(65),
  },
  { title: 'nothing but muted nodes', file: fileOf([{ ...join2, mode: 'muted' }]), outcome: refused(65) },
  {
    title: 'a node type that is not there',
    file: fileOf([{ id: 'x', type: 'local/paint' }]),
    outcome: refused(65),
  },
  {
    title: 'a value that is out of range',
    file: fileOf([{ ...make, values: { ...make.values, num_inference_steps: -1 } }]),
    outcome: refused(65),
  },
  {
    title: 'a circle',
    file: fileOf([join2, { ...join2, id: 'back' }], ['join.text > back.first', 'back.text > join.first']),
    outcome: refused(65),
  },
  {
    title: 'a cable from nowhere',
    file: fileOf([join2], ['ghost.text > join.first']),
    outcome: refused(65),
  },
  {
    title: 'a cable of another kind',
    file: fileOf([join2, redraw], ['join.text > redraw.image_url']),
    outcome: refused(65),
  },
  { title: 'two nodes of one id', file: fileOf([join2, join2]), outcome: refused(65) },
  { title: 'a text that is no JSON', file: '{', outcome: refused(65) },
  {
    title: 'a workflow of a newer version',
    file: fileOf([join2], [], { version: 99 }),
    outcome: refused(65),
  },
]

export const pictures: readonly Scenario[] = [
  { title: 'a picture that is not there', file: withPicture({ file: 'no.png' }), outcome: refused(66) },
  {
    title: 'a picture that is none',
    file: withPicture({ file: 'words.png' }),
    files: { 'words.png': 'words' },
    outcome: refused(65),
  },
  {
    title: 'a picture outside of the folder',
    file: withPicture({ file: '/etc/hostname' }),
    outcome: refused(65),
  },
]

export const keys: readonly Scenario[] = [
  { title: 'a key in the environment', file: remote, ...paid, outcome: done(1) },
  {
    title: 'a key that was set for this address',
    file: remote,
    engine: 'runcomfy',
    env: { PATCHBAY_API_URL: '{engine}' },
    key: { secret: KEY, origin: '{engine}' },
    outcome: done(1),
  },
  {
    title: 'a key and an address that were set',
    file: remote,
    engine: 'runcomfy',
    settings: { engines: { runcomfy: { apiUrl: '{engine}' } } },
    key: { secret: KEY, origin: '{engine}' },
    outcome: done(1),
  },
  {
    title: 'a key in the environment before one that was set',
    file: remote,
    ...paid,
    key: { secret: 'rc-old', origin: '{engine}' },
    outcome: done(1),
  },
  {
    title: 'an address that was set, and a key in the environment, which is for no such address',
    file: remote,
    engine: 'runcomfy',
    settings: { engines: { runcomfy: { apiUrl: '{engine}' } } },
    env: { RUNCOMFY_API_TOKEN: KEY },
    outcome: refused(77),
  },
  {
    title: 'a key that was set for another address',
    file: remote,
    engine: 'runcomfy',
    env: { PATCHBAY_API_URL: '{engine}' },
    key: { secret: KEY, origin: 'https://elsewhere.example' },
    outcome: refused(77),
  },
  {
    title: 'no key',
    file: remote,
    engine: 'runcomfy',
    env: { PATCHBAY_API_URL: '{engine}' },
    outcome: refused(77),
  },
  {
    title: 'a wrong key',
    file: remote,
    engine: 'runcomfy',
    env: { PATCHBAY_API_URL: '{engine}', RUNCOMFY_API_TOKEN: 'rc-wrong' },
    outcome: failed(77),
  },
  {
    title: 'practice by name, where live is set',
    file: remote,
    engine: 'practice',
    settings: { mode: 'live', engines: { runcomfy: { apiUrl: '{engine}' } } },
    outcome: done(0),
  },
]

export const engines: readonly Scenario[] = [
  {
    title: 'an account with nothing left',
    file: remote,
    ...paid,
    faults: [{ what: 'status', call: 'submit', status: 402, ...always }],
    outcome: failed(77),
  },
  {
    title: 'an engine that refuses the input',
    file: remote,
    ...paid,
    faults: [
      {
        what: 'status',
        call: 'submit',
        status: 422,
        body: { detail: [{ loc: ['body', 'image_size'], msg: 'is of no use today' }] },
        ...always,
      },
    ],
    outcome: failed(69),
  },
  {
    title: 'an engine that nobody reaches',
    file: remote,
    ...paid,
    env: { PATCHBAY_API_URL: 'http://127.0.0.1:9', RUNCOMFY_API_TOKEN: KEY },
    outcome: failed(69),
  },
  {
    title: 'a submit whose answer is lost',
    file: remote,
    ...paid,
    faults: [{ what: 'drop', call: 'submit' }],
    outcome: failed(76, 1),
  },
  {
    title: 'a submit whose answer was lost, asked for once more',
    file: remote,
    ...paid,
    faults: [{ what: 'drop', call: 'submit' }],
    times: 2,
    outcome: failed(76, 1),
  },
  {
    title: 'a failure that stops only what depends on it',
    file: fileOf([make, redraw, join2], ['make.image > redraw.image_url']),
    ...paid,
    faults: [{ what: 'status', call: 'submit', status: 422, body: { detail: [] }, ...always }],
    outcome: { ...failed(69), ended: { redraw: 'skipped, failed', join: 'done' } },
  },
  {
    title: 'what is known',
    file: remote,
    ...paid,
    times: 2,
    outcome: { ...done(1), ended: { make: 'cached' } },
  },
  {
    title: 'cached results that are to be made again',
    file: remote,
    ...paid,
    times: 2,
    fresh: true,
    outcome: { ...done(2), ended: { make: 'done' } },
  },
]

import { expect, test } from 'vitest'
import { bundleLimits } from '#shared/redact/bundleLimits.ts'
import type { Media, Values } from '#shared/ports/value.ts'
import { reduceRun } from '#shared/run/reduceRun.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { packRun } from '../../bundle/packRun.ts'
import type { TestSession } from '../testing/testSession.ts'
import { testSession } from '../testing/testSession.ts'
import { pictureSource } from './pictureSource.ts'

/** A finished run, whose step `make` ended with these outputs, packed within these limits. */
async function pack(session: TestSession, outputs: Values, other: Partial<typeof bundleLimits> = {}) {
  const { runs } = session.library
  const workflow = JSON.stringify(workflowOf({ make: 'test/pictures' }, [], 'Harbour'))
  const out = { out: session.home, folder: session.home, pictures: [], concurrency: 1, fresh: false }
  const request = { mode: 'practice' as const, only: null, targets: null, ...out }
  runs.start({ id: 'past', name: 'Harbour', accounts: { runcomfy: 'practice' }, workflow, request, at: 100 })
  runs.record('past', { type: 'step.done', node: 'make', at: 110, reused: false, cost: null, outputs })
  runs.finish('past', 'done', null, 130)
  return packRun('past', {
    runs,
    pictures: pictureSource(session.library.assets({ folder: session.home })),
    redact: (text) => text,
    limits: { ...bundleLimits, ...other },
  })
}

/** The outputs of the step `make` in the library of another user who has opened it. */
async function opened(archive: AsyncIterable<Uint8Array>) {
  const theirs = await testSession()
  const { run } = await theirs.request('handover.import', { upload: await theirs.receive(archive) })
  const { events } = await theirs.request('run.open', { run })
  return reduceRun(null, events)?.steps['make']
}

const keep = async (session: TestSession, bytes: Uint8Array, kind: 'image' | 'file'): Promise<Media> =>
  session.library
    .assets({ folder: session.home })
    .put(bytes, kind, { from: 'file', name: 'mine' }, { mime: 'model/gltf-binary', name: 'mine.glb' })

/** A GIF of one pixel. */
const gif = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64')

test('a file of an unknown format is included in a packed run', async () => {
  const mine = await testSession()
  const mesh = await keep(mine, Buffer.from('glTF and more'), 'file')
  const { archive, removed } = await pack(mine, { file: mesh })
  expect(removed).toEqual([])
  expect(await opened(archive)).toMatchObject({ outputs: { file: { media: 'file', sha256: mesh.sha256 } } })
})

test('a result that no archive may contain is left out and named, and the rest can be opened', async () => {
  const deep: unknown = JSON.parse('[{"a":'.repeat(40) + '1' + '}]'.repeat(40))
  const long = 'a'.repeat(2 ** 20 + 1)
  // The cast: JSON is the value of a port.
  const { archive, removed } = await pack(await testSession(), { long, deep, said: 'yes' } as Values)
  const what = 'a result that is too large, or no plain data'
  expect(removed).toEqual([
    { place: 'steps.make.outputs.long', what },
    { place: 'steps.make.outputs.deep', what },
  ])
  expect(await opened(archive)).toMatchObject({ outputs: { said: 'yes' } })
})

test('a picture that is too large for an archive is left out and named', async () => {
  const mine = await testSession()
  const image = await keep(mine, gif, 'image')
  const { archive, removed } = await pack(mine, { image }, { picture: gif.length - 1 })
  expect(removed).toEqual([{ place: 'mine', what: 'a picture of more than 0 MiB' }])
  expect(await opened(archive)).toMatchObject({ phase: 'done', outputs: {} })
})

test.for<[string, Values, Partial<typeof bundleLimits>, string]>([
  ['pictures', {}, { archive: 2 * bundleLimits.document + gif.length }, 'its pictures have more than 0 MiB'],
  ['files', {}, { files: 2 }, 'its pictures are more than 2, the most that go into one file'],
  ['text', { said: 'a'.repeat(2000) }, { document: 2000 }, 'its results have too much text and data'],
  [
    'objects',
    { a: Array.from({ length: 150_001 }, () => ({})) },
    {},
    'run.json has more than 150000 objects and lists',
  ],
])('a run with too much is not packed, and the reason is reported: %s', async ([, more, other, words]) => {
  const mine = await testSession()
  const outputs = { image: await keep(mine, gif, 'image'), ...more }
  await expect(pack(mine, outputs, other)).rejects.toMatchObject({
    code: 'file.unwritable',
    message: expect.stringContaining(`This run cannot be packed: ${words}`),
  })
})

test('a run that the library has is opened, not added again, and put back if it was removed', async () => {
  const mine = await testSession()
  const { archive } = await pack(mine, { image: await keep(mine, gif, 'image') })
  const pieces: Uint8Array[] = []
  for await (const piece of archive) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  const receive = async (session: TestSession) => {
    const upload = await session.receive(
      (async function* () {
        yield bytes
      })(),
    )
    const { run, known } = await session.request('handover.import', { upload })
    return { run, known }
  }
  expect(await receive(mine)).toEqual({ run: 'past', known: true })
  const theirs = await testSession()
  const { run } = await receive(theirs)
  expect(await receive(theirs)).toEqual({ run, known: true })
  await theirs.request('run.remove', { run, confirm: true })
  expect(await receive(theirs)).toEqual({ run, known: true })
  expect(await theirs.request('run.totals', {})).toMatchObject({ runs: 1 })
  expect((await theirs.request('run.list', {})).map(({ id }) => id)).toEqual([run])
})

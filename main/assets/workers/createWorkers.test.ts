import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { localTypes as nodeTypes } from '#nodes/localTypes.ts'
import { encodePoints, UNIT } from '#shared/mask/points.ts'
import type { Values } from '#shared/ports/value.ts'
import type { Origin, Pixels } from '#shared/services.ts'
import { fakeServices } from '#shared/testing/fakeServices.ts'
import { createAssets } from '../assets.ts'
import { createImages } from '../images.ts'
import type { NodeWork } from './messages.ts'
import type { Workers } from './createWorkers.ts'
import { NoThread, createWorkers } from './createWorkers.ts'
import { createThreads } from './createThreads.ts'

const home = mkdtempSync(join(tmpdir(), 'patchbay-workers-'))
const download = (url: string): Promise<never> => Promise.reject(new Error(url))
const images = createImages(createAssets({ home, workflowFolder: home, download }), home)
const running: Workers[] = []

afterEach(async () => {
  for (const workers of running.splice(0)) await workers.close()
})
afterAll(() => rmSync(home, { recursive: true }))

function start(options?: Parameters<typeof createWorkers>[0]): Workers {
  const workers = createWorkers({ threads: 1, ...options })
  running.push(workers)
  return workers
}

const node = (type: string, inputs: Values): NodeWork => ({
  kind: 'node',
  type,
  inputs,
  context: { run: { id: 'r', workflow: 'w', startedAt: 0 }, node: { id: 'n', title: 'N' }, item: '0' },
  home,
})

const grey = async (...data: number[]) => {
  const pixels: Pixels<1> = { width: data.length, height: 1, channels: 1, data: Uint8Array.from(data) }
  return images.write(pixels, 'mask', { from: 'file', name: 'a.png' })
}

test('a heavy node gives the same result on a thread as here, and says where it ran', async () => {
  const mask = await grey(0, 100, 255)
  const received: [string, Origin][] = []
  const made = await start().run(node('local/invert-mask', { mask }), {
    onOrigin: (sha256, origin) => received.push([sha256, origin]),
  })
  const expected = await grey(255, 155, 0)
  expect(made).toEqual({ mask: expected })
  expect(received).toEqual([[expected.sha256, { from: 'node', type: 'local/invert-mask' }]])
})

test('notes of a heavy node arrive at its caller', async () => {
  // The thread finds the typeface unpacked, which it cannot do itself from sources.
  await images.renderText('a', { size: 8, width: 100, align: 'left' })
  const image = await grey(0, 100, 255)
  const text = node('local/text-on-image', {
    image,
    text: '\uFDD1',
    place: 'centre',
    size: 1,
    colour: '#ffffff',
    box: '#000000',
    margin: 0,
  })
  const notes: string[] = []
  const threads = createThreads({ workers: start(), origins: { set: () => {} }, home })
  const type = nodeTypes.find((one) => one.type === text.type)
  if (type === undefined) throw new Error('no such node')
  await threads.run(type, text.inputs, {
    ...text.context,
    services: fakeServices(),
    signal: new AbortController().signal,
    progress: () => {},
    update: () => {},
    spent: () => {},
    note: (words) => void notes.push(words),
  })
  expect(notes).toEqual([
    'No font on this machine has \uFDD1: a box stands in place of each.',
    expect.stringContaining('does not fit on the picture'),
  ])
})

test('an error of a node arrives unchanged', async () => {
  const mask = { ...(await grey(1)), sha256: 'f'.repeat(64) }
  await expect(start().run(node('local/invert-mask', { mask }))).rejects.toMatchObject({
    name: 'AppError',
    code: 'file.unreadable',
  })
})

/** The largest painting that is allowed: a minute of work or more. */
const lasso = encodePoints(
  Array.from({ length: 9000 }, (_, at) => ({ x: at, y: (at % 2) * UNIT, pressure: 255 })),
).points
const long = async (): Promise<NodeWork> => {
  const image = await images.write(
    { width: 4000, height: 4000, channels: 1, data: new Uint8Array(16_000_000) },
    'image',
    { from: 'file', name: 'b.png' },
  )
  const picture = { sha256: image.sha256, width: 4000, height: 4000 }
  const steps = Array.from({ length: 12 }, () => ({ tool: 'lasso', points: lasso }))
  return node('local/paint-mask', { image, painting: { version: 1, picture, steps } })
}

test('a cancel ends running work, and the next one continues', async () => {
  const workers = start()
  const controller = new AbortController()
  const work = workers.run(await long(), { signal: controller.signal })
  const waiting = workers.run(await long(), { signal: controller.signal })
  // This thread is free meanwhile; otherwise the cancel would come too late.
  setImmediate(() => controller.abort(new Error('called off')))
  await expect(work).rejects.toThrow('called off')
  await expect(waiting).rejects.toThrow('called off')
  expect(await workers.call('findWorkflow', Buffer.from('{}'), 'a.json')).toBe(null)
})

test('a thread that exceeds its memory is ended, and the program continues', async () => {
  await expect(start({ memory: 4 }).call('stripTexts', new Uint8Array())).rejects.toMatchObject({
    code: 'node.failed',
    message: 'This was given up: it takes more memory than it may have.',
  })
})

test('when it is closed, running and waiting work is rejected', async () => {
  const workers = start()
  const given = [workers.run(await long()), workers.run(await long())]
  const received = Promise.allSettled(given)
  await workers.close()
  expect((await received).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

test('a node is heavy exactly if it works on pixels or on whole clips', () => {
  const sources = import.meta.glob<string>(['/nodes/local/*.ts', '!/nodes/local/*.test.ts'], {
    eager: true,
    query: '?raw',
    import: 'default',
  })
  const long = Object.values(sources).filter((source) =>
    /services: \{ images \}|\{ images \} = context|\b(trimClip|joinClips)\(/.test(source),
  )
  const types = long.map((source) => /type(?:: | = )'(local\/[a-z-]+)'/.exec(source)?.[1] ?? source)
  expect(
    nodeTypes
      .filter(({ heavy }) => heavy)
      .map(({ type }) => type)
      .toSorted(),
  ).toEqual(types.toSorted())
})

test('if the system gives no thread, a heavy node runs here, and what is read on threads is reported as unreadable', async () => {
  const noThread = Object.assign(new Error('EMFILE'), { code: 'EMFILE' })
  const createWorker = (): Promise<never> => Promise.reject(new NoThread('No thread', { cause: noThread }))
  const type = nodeTypes.find((one) => one.type === 'local/invert-mask')
  if (type === undefined) throw new Error('no such node')
  const mask = await grey(0, 100, 255)
  const threads = createThreads({ workers: { run: createWorker }, origins: { set: () => {} }, home })
  const context = { ...node(type.type, { mask }).context, services: { ...fakeServices(), images } }
  const rest = {
    signal: new AbortController().signal,
    progress: () => {},
    update: () => {},
    spent: () => {},
    note: () => {},
  }
  expect(await threads.run(type, { mask }, { ...context, ...rest })).toEqual({
    mask: await grey(255, 155, 0),
  })
  const broken = start({
    memory: 384,
    entry: new URL('data:text/javascript,throw Object.assign(new Error("x"), { code: "EMFILE" })'),
  })
  await expect(broken.call('findWorkflow', new Uint8Array(), 'a')).rejects.toMatchObject({
    code: 'file.unreadable',
    message: 'This cannot be read: too many files are open.',
  })
})

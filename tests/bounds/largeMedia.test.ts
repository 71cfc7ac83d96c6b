import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { onePixel } from './bombs.ts'
import type { EngineOutput } from './fileEngine.ts'
import { startFileEngine } from './fileEngine.ts'
import { largeFilm } from './largeFilm.ts'
import type { MeasuredHost } from './measuredHost.ts'
import { addRow, onLinux, warmed, writeTable } from './measureCases.ts'

writeTable('bounds-media')

/** In MiB, above the idle process: a twentieth of what media may have. */
const MAX_MEMORY = 100
const PART = 2 ** 20

async function hashOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

// The cast joins two declarations of the same stream.
const upload = async ({ editor }: MeasuredHost, file: Readable): Promise<string> =>
  editor.upload(Readable.toWeb(file) as ReadableStream<Uint8Array>)

const showing = (sha256: string): string =>
  writeWorkflow({
    format: 'patchbay/workflow',
    version: 1,
    nodes: [
      {
        id: 'a',
        type: 'local/load-video',
        position: { x: 0, y: 0 },
        values: { video: { asset: sha256 } },
      },
    ],
    edges: [],
  })

/** Runs a workflow to its end; returns the id of the run. */
async function runToItsEnd({ editor }: MeasuredHost, text: string): Promise<string> {
  const { run } = await editor.client.request('run.start', {
    text,
    workflow: null,
    targets: null,
    fresh: false,
    first: false,
  })
  await editor.waitForEvent(
    (event) =>
      event.type === 'run.events' &&
      event.run === run &&
      event.events.some(({ type }) => type === 'run.finished'),
  )
  return run
}

/** A run of one job; its own prompt makes it a job of its own. */
const making = (prompt: string): string =>
  writeWorkflow({
    format: 'patchbay/workflow',
    version: 1,
    nodes: [
      {
        id: 'a',
        type: 'runcomfy/tongyi-mai/z-image/turbo',
        position: { x: 0, y: 0 },
        values: { prompt, seed: 1 },
      },
    ],
    edges: [],
  })

const outputs: readonly (readonly [string, Omit<EngineOutput, 'file'>])[] = [
  ['of a declared size', {}],
  ['of no declared size', { undeclared: true }],
  ['whose connection is cut in the middle', { cut: 100 * 2 ** 20 }],
]

test.runIf(onLinux)('a film of 200 MiB comes from an engine in little memory', async () => {
  const pieces = await largeFilm()
  const file = Buffer.concat([...pieces()])
  const sha256 = await hashOf(Readable.from(pieces()))
  const engine = await startFileEngine()
  const host = await warmed({ PATCHBAY_API_URL: engine.url, RUNCOMFY_API_TOKEN: 'key' })
  await host.editor.client.request('settings.change', { mode: 'live' })
  // The cost of a host's first job is not part of a file's cost.
  void engine.serve({ file: onePixel })
  await runToItsEnd(host, making('first'))
  const over: string[] = []
  for (const [title, how] of outputs) {
    void engine.serve({ file, ...how })
    const { memory, turn } = await host.during(async () => runToItsEnd(host, making(title)))
    addRow('a job of an engine', `a film of 200 MiB ${title}`, { memory, turn })
    if (memory > MAX_MEMORY) over.push(`${title}: ${memory} MiB`)
    const { body } = await host.editor.fetchMedia(sha256)
    if (body === null) throw new Error('nothing came')
    expect(await hashOf(body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>)).toBe(sha256)
    await rm(join(host.home, 'assets', sha256.slice(0, 2)), { recursive: true })
  }
  expect(over).toEqual([])
})

test.runIf(onLinux)(
  'a film of 200 MiB is stored, shown, used, packed and opened in little memory',
  async () => {
    const pieces = await largeFilm()
    const make = (): Readable => Readable.from(pieces())
    const sha256 = await hashOf(make())
    const host = await warmed()
    const { client, fetchMedia } = host.editor
    const over: string[] = []
    const measured = async <T>(way: string, act: () => Promise<T>): Promise<T> => {
      const made: T[] = []
      const { memory, turn } = await host.during(async () => made.push(await act()))
      addRow(way, 'a film of 200 MiB', { memory, turn })
      if (memory > MAX_MEMORY) over.push(`${way}: ${memory} MiB`)
      const [value] = made
      if (value === undefined) throw new Error(`${way} made nothing`)
      return value
    }

    const media = await measured('an upload and `asset.keep`', async () =>
      client.request('asset.keep', { name: 'film.mp4', upload: await upload(host, make()) }),
    )
    expect(media).toMatchObject({ media: 'video', sha256, duration: 2, fps: 25, width: 64, height: 48 })

    const part = await measured('`GET` of a part', async () => {
      const answer = await fetchMedia(sha256, { range: `bytes=${media.bytes - PART}-` })
      return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength }
    })
    expect(part).toEqual({ status: 206, bytes: PART })

    const whole = await measured('`GET` of all of it', async () => {
      const { body } = await fetchMedia(sha256)
      if (body === null) throw new Error('nothing came')
      return hashOf(body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>)
    })
    expect(whole).toBe(sha256)

    const run = await measured('a run that uses it', async () => runToItsEnd(host, showing(sha256)))
    const packed = await measured('`handover.export`', async () => client.request('handover.export', { run }))
    expect(packed.removed).toEqual([])
    expect((await stat(packed.path)).size).toBe(packed.bytes)

    const opened = await measured('an upload and `handover.import`', async () =>
      client.request('handover.import', { upload: await upload(host, createReadStream(packed.path)) }),
    )
    expect(opened.pictures).toBe(1)
    expect(over).toEqual([])
  },
)

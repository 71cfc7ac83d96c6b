import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
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

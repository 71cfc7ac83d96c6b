import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { film } from '#main/assets/testing/film.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Values } from '#shared/ports/value.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { addRow, onLinux, warmed, writeTable } from './measureCases.ts'
import type { MeasuredHost } from './measuredHost.ts'

writeTable('bounds-clips')

/** In MiB, above the idle process. */
const MAX_MEMORY = 100
/** 40 seconds with 5 MiB each, as of a camera. */
const FRAMES = 2000
const FRAME_BYTES = 100 * 2 ** 10

/** Cuts the first two seconds off a clip, and joins the rest to the whole. */
const cutting = (sha256: string): string =>
  writeWorkflow({
    format: 'patchbay/workflow',
    version: 1,
    nodes: [
      {
        id: 'load',
        type: 'local/load-video',
        position: { x: 0, y: 0 },
        values: { video: { asset: sha256 } },
      },
      { id: 'trim', type: 'local/trim-video', position: { x: 300, y: 0 }, values: { start: 2.5 } },
      { id: 'join', type: 'local/join-videos', position: { x: 600, y: 0 }, values: {} },
    ],
    edges: [
      { id: 'e1', from: { node: 'load', port: 'video' }, to: { node: 'trim', port: 'video' } },
      { id: 'e2', from: { node: 'trim', port: 'video' }, to: { node: 'join', port: 'videos' } },
      { id: 'e3', from: { node: 'load', port: 'video' }, to: { node: 'join', port: 'next' } },
    ],
  })

/** Runs a workflow; resolves with the outputs of each node that is done. */
async function outputsOf({ editor }: MeasuredHost, text: string): Promise<Readonly<Record<string, Values>>> {
  const done: Record<string, Values> = {}
  const { run } = await editor.client.request('run.start', {
    text,
    workflow: null,
    targets: null,
    fresh: false,
    first: false,
  })
  const note = (events: readonly RunEvent[]): boolean => {
    for (const event of events) if (event.type === 'step.done') done[event.node] = event.outputs
    return events.some(({ type }) => type === 'run.finished')
  }
  await editor.waitForEvent((event) => event.type === 'run.events' && event.run === run && note(event.events))
  return done
}

test.runIf(onLinux)('a film of 200 MiB is cut and joined in little memory', async () => {
  const bytes = await film({ frames: FRAMES, fps: 50, keys: 50, bytes: FRAME_BYTES, sound: 48_000 })
  const host = await warmed()
  const { client } = host.editor
  const pieces = function* (): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 2 ** 20) yield bytes.subarray(at, at + 2 ** 20)
  }
  // The cast joins two declarations of the same stream.
  const file = Readable.toWeb(Readable.from(pieces())) as ReadableStream<Uint8Array>
  const { sha256 } = await client.request('asset.keep', {
    name: 'film.mp4',
    upload: await host.editor.upload(file),
  })
  const made: Readonly<Record<string, Values>>[] = []
  const { memory, turn } = await host.during(async () => made.push(await outputsOf(host, cutting(sha256))))
  addRow('a run that cuts and joins', 'a film of 200 MiB', { memory, turn })
  expect(made[0]?.['trim']).toMatchObject({ video: { duration: 38 } })
  expect(made[0]?.['join']).toMatchObject({ video: { duration: 78, fps: 50 } })
  expect(memory).toBeLessThanOrEqual(MAX_MEMORY)
})

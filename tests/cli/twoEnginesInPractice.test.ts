import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { makeFolder, readEvents } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { fileOf, turbo } from './workflows.ts'

test('in practice a picture of one engine is animated by the other, and nothing has a cost', async () => {
  const nodes = [
    { id: 'make', type: turbo(), values: { prompt: 'a quay', image_size: 'square', seed: 1 } },
    { id: 'move', type: 'fal/fal-ai/wan-i2v', values: { prompt: 'rain begins', seed: 2 } },
  ]
  const folder = await makeFolder({ 'flow.json': fileOf(nodes, ['make.image > move.image_url']) })
  const args = ['run', `${folder}/flow.json`, '--json', '--out', `${folder}/out`]
  const result = await runCliInProcess(args, { cwd: folder, env: { PATCHBAY_PRACTICE_PACE: 'fast' } })
  expect({ code: result.code, message: result.code === 0 ? '' : result.stderr }).toEqual({
    code: 0,
    message: '',
  })
  const events = readEvents(result)
  const outputs = events.at(-1)?.['outputs'] as Readonly<Record<string, Readonly<Record<string, unknown>>>>
  expect(outputs['make']?.['image']).toMatchObject({ kind: 'image', width: 512, height: 512 })
  // As long as its 81 frames of 16 a second, and in the shape of its picture.
  const video = outputs['move']?.['video'] as { readonly path: string; readonly duration: number }
  expect(video).toMatchObject({ kind: 'video', mime: 'video/webm', width: 480, height: 480, fps: 16 })
  expect(video.duration).toBeCloseTo(81 / 16, 2)
  expect((await readFile(video.path)).toString('hex', 0, 4)).toBe('1a45dfa3')
  const costs = events.flatMap(({ type, cost }) =>
    type === 'step.done' || type === 'run.finished' ? [[type, cost]] : [],
  )
  expect(costs).toEqual([
    ['step.done', null],
    ['step.done', null],
    ['run.finished', null],
  ])
})

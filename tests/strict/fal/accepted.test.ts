import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { makeFolder, runCli } from '../../cli/runCli.ts'
import { fileOf } from '../../cli/workflows.ts'
import { samplePicture } from '../samples.ts'
import { runLive } from './engineRun.ts'

// The command line, live, against a server of fal's APIs that was written only from their documentation.

const picture = { file: 'picture.png' }
const mask = { file: 'mask.png' }
const pictures = async () => ({
  'picture.png': await samplePicture('png', { width: 96, height: 64 }),
  'mask.png': await samplePicture('png', { width: 96, height: 64, background: 'white' }),
})

const cases = [
  [
    'fal-ai/flux/dev',
    {
      prompt: 'a paper boat, néon ✶ 霓虹',
      image_size: 'square',
      num_images: 2,
      output_format: 'png',
      seed: 7,
    },
    'images',
  ],
  ['fal-ai/flux/dev/image-to-image', { prompt: 'in fog', image_url: picture, seed: 7 }, 'images'],
  [
    'fal-ai/flux-lora/inpainting',
    { prompt: 'a door', image_url: picture, mask_url: mask, seed: 7 },
    'images',
  ],
  ['fal-ai/clarity-upscaler', { image_url: picture, upscale_factor: 2, seed: 7 }, 'image'],
  ['fal-ai/wan-i2v', { prompt: 'a turn', image_url: picture, seed: 7 }, 'video'],
] as const

test.each(cases)(
  '%s takes every value as documented, and its outputs are saved',
  async (id, values, port) => {
    const files = { ...(await pictures()), 'flow.json': fileOf([{ id: 'make', type: `fal/${id}`, values }]) }
    // One of them with the built program.
    const run = id === 'fal-ai/flux/dev' ? { run: runCli } : {}
    const { fal, code, stderr, outputs } = await runLive(await makeFolder(files), 'flow.json', run)
    expect({ code, message: code === 0 ? '' : stderr }).toEqual({ code: 0, message: '' })
    const submits = fal.requests.filter(({ kind }) => kind === 'submit')
    expect(submits.map(({ endpoint, submits: times }) => [endpoint, times])).toEqual([[id, 1]])
    const made = outputs['make']?.[port]
    for (const one of Array.isArray(made) ? (made as unknown[]) : [made]) {
      const { path, sha256, bytes: size } = one as { path: string; sha256: string; bytes: number }
      const bytes = await readFile(path)
      expect([createHash('sha256').update(bytes).digest('hex'), bytes.length]).toEqual([sha256, size])
    }
  },
)

test('the video has its kind, size and duration', async () => {
  const values = { prompt: 'a turn', image_url: picture, seed: 7 }
  const files = {
    ...(await pictures()),
    'flow.json': fileOf([{ id: 'move', type: 'fal/fal-ai/wan-i2v', values }]),
  }
  const { outputs } = await runLive(await makeFolder(files), 'flow.json')
  expect(outputs['move']?.['video']).toMatchObject({
    kind: 'video',
    mime: 'video/mp4',
    width: 64,
    height: 48,
    duration: 1,
  })
})

test('a job that fails after it was completed says why, and is not sent again', async () => {
  const values = { prompt: 'a kite', image_size: 'square', seed: 7 }
  const folder = await makeFolder({
    'flow.json': fileOf([{ id: 'make', type: 'fal/fal-ai/flux/dev', values }]),
  })
  const failing = () => ({
    status: 422,
    type: 'content_policy_violation',
    message: 'The prompt was flagged.',
  })
  const { fal, code, stderr } = await runLive(folder, 'flow.json', { failing })
  expect([code, fal.requests.filter(({ kind }) => kind === 'submit').length]).toEqual([69, 1])
  expect(stderr).toContain('The prompt was flagged.')
})

test('a long wait in the queue and while running is survived', async () => {
  const values = { prompt: 'a slow river', image_size: 'square', seed: 9 }
  const folder = await makeFolder({
    'flow.json': fileOf([{ id: 'make', type: 'fal/fal-ai/flux/dev', values }]),
  })
  const { fal, code } = await runLive(folder, 'flow.json', { completeAfterPolls: 4 })
  // When it asks for prices is its own matter.
  const calls = fal.requests.map(({ kind }) => kind).filter((kind) => kind !== 'prices')
  expect([code, calls]).toEqual([
    0,
    ['submit', ...Array.from({ length: 5 }, () => 'status'), 'result', 'file'],
  ])
})

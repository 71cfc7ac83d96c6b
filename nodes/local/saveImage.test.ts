import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import saveImage from './saveImage.ts'
import { picture } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

test('saves each picture of the list under its own name and outputs the paths', async () => {
  const bench = createBench()
  const [first, second] = [bench.images.add(picture(['111111'])), bench.images.add(picture(['222222']))]
  // Without the time of the run: an equal run must find what was saved.
  const pattern = (n: number): string => `{date}/pictures/Harbour Save image 42 {date} {time} ${n}`
  const made = await bench.run(saveImage, {
    images: [first, second],
    name: '{workflow} {node} {seed} {date} {time} {n}',
    folder: '{date}/pictures',
    format: 'webp',
    quality: 70,
    lossless: true,
    seed: 42,
  })
  const [one, two] = ['1', '2'].map((n) => `Harbour Save image 42 2026-03-09 14-05-59 ${n}`)
  const request = {
    folder: '2026-03-09/pictures',
    format: 'webp',
    quality: 70,
    lossless: true,
    provenance: { run: 'run-1', node: 'node-1' },
    keepMetadata: false,
  }
  expect(bench.saved).toEqual([
    { sha256: first.sha256, request: { ...request, name: one, pattern: pattern(1) } },
    { sha256: second.sha256, request: { ...request, name: two, pattern: pattern(2) } },
  ])
  expect(made).toEqual({
    images: [
      { ...first, path: `out/2026-03-09/pictures/${one}.webp` },
      { ...second, path: `out/2026-03-09/pictures/${two}.webp` },
    ],
  })
  expect(bench.progress).toEqual([0.5, 1])
})

test('by default it saves PNG into the folder itself, named by workflow, time and number', async () => {
  const bench = createBench()
  const image = bench.images.add(picture(['111111']))
  await bench.run(saveImage, { images: [image] })
  const request = {
    folder: '',
    name: 'Harbour 2026-03-09 14-05-59 1',
    pattern: '/Harbour {date} {time} 1',
    format: 'png',
    quality: 90,
    lossless: false,
    provenance: { run: 'run-1', node: 'node-1' },
    keepMetadata: false,
  }
  expect(bench.saved).toEqual([{ sha256: image.sha256, request }])
})

test('a picture is saved without the workflow if that is off', async () => {
  const bench = createBench()
  await bench.run(saveImage, { images: [bench.images.add(picture(['111111']))], carry: false })
  expect(bench.saved.map(({ request }) => request.provenance)).toEqual([null])
})

test('a picture is saved with its metadata if that is on', async () => {
  const bench = createBench()
  await bench.run(saveImage, { images: [bench.images.add(picture(['111111']))], metadata: true })
  expect(bench.saved.map(({ request }) => request.keepMetadata)).toEqual([true])
})

test('an empty list leaves nothing', async () => {
  const bench = createBench()
  expect(await bench.run(saveImage, { images: [] })).toEqual({ images: [] })
  expect(bench.saved).toEqual([])
})

test('leaves nothing more once the run is cancelled', async () => {
  const controller = new AbortController()
  controller.abort()
  const bench = createBench(controller)
  const made = bench.run(saveImage, { images: [bench.images.add(picture(['111111']))] })
  await expect(made).rejects.toThrow(new AppError('cancelled', 'Saving was cancelled.'))
  expect(bench.saved).toEqual([])
})

test('an unknown placeholder is a problem before the run', () => {
  expect(saveImage.check?.({ name: '{sed}' })).toContain('"{sed}" is not a part of a name')
  expect(saveImage.check?.({ folder: '{day}' })).toContain('"{day}" is not a part of a name')
  expect(saveImage.check?.({ name: '{seed} {n}', folder: '{date}' })).toBeNull()
  expect(saveImage.check?.({})).toBeNull()
})

test('it has an effect outside, so it runs each time', () => {
  expect(saveImage.effect).toBe(true)
})

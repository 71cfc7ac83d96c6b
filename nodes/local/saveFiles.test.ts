import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { factsOf, mediaKinds } from '#shared/media/kinds.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { localTypes } from '../localTypes.ts'
import saveAudio from './saveAudio.ts'
import saveFile from './saveFile.ts'
import saveImage from './saveImage.ts'
import saveModel3d from './saveModel3d.ts'
import saveVideo from './saveVideo.ts'
import { createBench } from './testing/runNode.ts'

const savers = [
  [saveVideo, 'videos', 'video'],
  [saveAudio, 'audio', 'audio'],
  [saveModel3d, 'models', 'model3d'],
  [saveFile, 'files', 'file'],
] as const

test.each(savers)(
  '%o saves each file of the list under its own name and outputs the paths',
  async (type, port, kind) => {
    const bench = createBench()
    const [first, second] = [fakeMedia(1, kind), fakeMedia(2, kind)]
    const made = await bench.run(type, {
      [port]: [first, second],
      name: '{workflow} {seed} {time} {n}',
      folder: '{date}/shots',
      seed: 7,
    })
    const names = (n: number) => ({
      folder: '2026-03-09/shots',
      name: `Harbour 7 14-05-59 ${n}`,
      // Without the time of the run: an equal run must find what was saved.
      pattern: `{date}/shots/Harbour 7 {time} ${n}`,
    })
    expect(bench.copied).toEqual([
      { sha256: first.sha256, names: names(1) },
      { sha256: second.sha256, names: names(2) },
    ])
    expect(made).toEqual({
      [port]: [
        { ...first, path: 'out/2026-03-09/shots/Harbour 7 14-05-59 1' },
        { ...second, path: 'out/2026-03-09/shots/Harbour 7 14-05-59 2' },
      ],
    })
    expect(bench.progress).toEqual([0.5, 1])
  },
)

test('a name of which nothing is left is that of the kind', async () => {
  const bench = createBench()
  await bench.run(saveVideo, { videos: [fakeMedia(1, 'video')], name: '{seed}' })
  expect(bench.copied[0]?.names.name).toBe('video')
})

test('nothing more is saved once the run is cancelled', async () => {
  const controller = new AbortController()
  controller.abort()
  const bench = createBench(controller)
  await expect(bench.run(saveAudio, { audio: [fakeMedia(1, 'audio')] })).rejects.toThrow(
    new AppError('cancelled', 'Saving was cancelled.'),
  )
  expect(bench.copied).toEqual([])
})

test('an unknown placeholder is a problem before the run, and saving runs each time', () => {
  for (const [type] of savers) {
    expect(type.check?.({ name: '{sed}' })).toContain('"{sed}" is not a part of a name')
    expect(type.check?.({ name: '{seed} {n}', folder: '{date}' })).toBeNull()
    expect(type.effect).toBe(true)
  }
})

test('every kind of media can be saved by a node', () => {
  const saving = localTypes.filter(({ type }) => type.startsWith('local/save-'))
  expect(saving).toContain(saveImage)
  const saved = saving.flatMap(({ inputs }) => Object.values(inputs).map(({ type }) => type.kind))
  // A mask is converted to a picture.
  expect(mediaKinds.filter((kind) => kind !== 'mask' && !saved.includes(kind))).toEqual([])
  expect(factsOf.mask.formats).toEqual(factsOf.image.formats)
})

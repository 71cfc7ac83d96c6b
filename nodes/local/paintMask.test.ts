import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { UNIT } from '#shared/mask/points.ts'
import type { Json, Media, Values } from '#shared/ports/value.ts'
import featherMask from './featherMask.ts'
import growMask from './growMask.ts'
import paintMask from './paintMask.ts'
import { mask, picture, rowsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'

const grey = '808080'
const two = picture([grey, grey, grey, grey], [grey, grey, grey, grey])

function start(pixels = two) {
  const bench = createBench()
  const image = bench.images.add(pixels)
  const painting = (...steps: Json[]): Json => ({
    version: 1,
    picture: { sha256: image.sha256, width: pixels.width, height: pixels.height },
    steps,
  })
  const run = (inputs: Values): Promise<Values> => bench.run(paintMask, { image, ...inputs })
  const rows = (made: Values) => rowsOf(bench.images.pixelsOf(made['mask']))
  return { bench, image, painting, run, rows }
}

const squareRow = Array.from({ length: 100 }, () => grey)

const left: Json = { tool: 'rectangle', box: [0, 0, UNIT / 2, UNIT] }
const other: Media = {
  media: 'image',
  sha256: 'f'.repeat(64),
  mime: 'image/png',
  bytes: 1,
  width: 4,
  height: 2,
}
const wide: Media = { ...other, width: 8 }
const promptFor = (inputs: Values) => paintMask.userPrompt?.({ everyPicture: false, ...inputs })
const check = (inputs: Values) => paintMask.check?.(inputs)

describe('a painted mask', () => {
  test('has the size of the picture, and is white where it is to be drawn again', async () => {
    const { bench, image, painting, rows, run } = start()
    const made = await run({ painting: painting(left) })
    expect(made).toEqual({ mask: expect.objectContaining({ media: 'mask', width: 4, height: 2 }), image })
    expect(rows(made)).toEqual([
      [255, 255, 0, 0],
      [255, 255, 0, 0],
    ])
    expect(bench.images.originOf(made['mask'])).toEqual({ from: 'node', type: 'local/paint-mask' })
  })

  test.each([
    [growMask, { amount: 16 }, { tool: 'grow', by: 10_486 }],
    [growMask, { amount: -7 }, { tool: 'grow', by: -4588 }],
    [featherMask, { radius: 16 }, { tool: 'feather', by: 10_486 }],
    [featherMask, { radius: 1 }, { tool: 'feather', by: 655 }],
  ])('grows and fades like $type, with %o', async (type, inputs, step) => {
    const { bench, painting, run } = start(picture(...Array.from({ length: 100 }, () => squareRow)))
    const box: Json = { tool: 'rectangle', box: [26_214, 26_214, 39_322, 39_322] }
    const square = await run({ painting: painting(box) })
    const made = await bench.run(type, { mask: square['mask'] ?? null, ...inputs })
    const painted = await run({ painting: painting(box, step) })
    expect(bench.images.pixelsOf(painted['mask'])).toEqual(bench.images.pixelsOf(made['mask']))
  })

  test('reports its progress', async () => {
    const { bench, painting, run } = start()
    await run({ painting: painting(left, left) })
    expect(bench.progress).toEqual([0.5, 1])
  })

  test('is added to the incoming mask, which is scaled to the picture', async () => {
    const { bench, painting, rows, run } = start()
    const given = bench.images.add(mask([0, 0, 255, 255]), 'mask')
    expect(rows(await run({ start: given }))).toEqual([
      [0, 0, 255, 255],
      [0, 0, 255, 255],
    ])
    const erased = painting({ tool: 'rectangle', box: [0, 0, UNIT, UNIT / 2], erase: true })
    expect(rows(await run({ start: given, painting: erased }))).toEqual([
      [0, 0, 0, 0],
      [0, 0, 255, 255],
    ])
  })

  test('may start from the transparency of the picture', async () => {
    const { painting, rows, run } = start(picture(['80808000', '808080ff', '80808080', grey]))
    expect(rows(await run({ painting: painting({ tool: 'start', from: 'alpha' }) }))).toEqual([
      [255, 0, 127, 0],
    ])
  })

  test('that was erased again is empty, and stops the run before anything is paid for it', async () => {
    const { painting, run } = start()
    const words = 'The mask is empty, so nothing would be generated again. Paint it, or remove the node.'
    await expect(run({ painting: painting(left, { ...left, erase: true }) })).rejects.toThrow(
      new AppError('input.invalid', words),
    )
  })
})

describe('before it runs', () => {
  const { bench, image, painting } = start()
  const painted = painting(left)

  test.each<[string, Values, string | null]>([
    ['a person is asked to paint', { image }, 'Paint the mask on this picture'],
    [
      'also where everything was cleared',
      { image, painting: painting(left, { tool: 'clear' }) },
      'Paint the mask on this picture',
    ],
    ['nobody is asked where it is painted', { image, painting: painted }, null],
    ['nor where a mask comes in', { image, start: bench.images.add(mask([1]), 'mask') }, null],
    [
      'of another picture, what is to become of the mask is asked',
      { image: other, painting: painted },
      'The picture has changed: keep the mask, or paint it again',
    ],
    [
      'and of a larger one, whether it is scaled',
      { image: wide, painting: painted },
      'The picture has changed: keep the mask in place, refit it, or paint it again',
    ],
    [
      'a mask for every picture is used without asking',
      { image: wide, painting: painted, everyPicture: true },
      null,
    ],
  ])('%s', (_, inputs, words) => {
    expect(promptFor(inputs)).toEqual(words === null ? null : { input: 'painting', words })
  })

  const changed =
    'the mask was painted on another picture than the one that comes in: keep it, refit it, or paint again'
  test.each<[string, Values, string | null]>([
    ['a picture that is not known yet is no problem', { painting: painted }, null],
    ['nor is the one that it was painted on', { image: { asset: image.sha256 }, painting: painted }, null],
    ['another one is', { image: { asset: other.sha256 }, painting: painted }, changed],
    [
      'but for a mask for every picture',
      { image: { asset: other.sha256 }, painting: painted, everyPicture: true },
      null,
    ],
    ['of a file nothing is known before it is read', { image: { file: 'a.png' }, painting: painted }, null],
    ['that nothing is painted is asked later, not refused', { image: { asset: image.sha256 } }, null],
    [
      'what is no painting is refused',
      { painting: { version: 1 } },
      expect.stringMatching(/^the painted mask cannot be read: /),
    ],
    [
      'what is newer, too',
      { painting: { version: 2 } },
      'the painted mask was painted with a newer version of this program',
    ],
  ])('%s', (_, inputs, words) => {
    expect(check(inputs)).toEqual(words)
  })
})

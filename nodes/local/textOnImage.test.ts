import { expect, test } from 'vitest'
import type { Pixels } from '#shared/services.ts'
import { anchor, anchors } from './pixels/anchor.ts'
import { filled } from './pixels/stencil.ts'
import { pixelsOf } from './testing/pixels.ts'
import { createBench } from './testing/runNode.ts'
import textOnImage from './textOnImage.ts'

const grey: Pixels<4> = filled({ width: 40, height: 40 }, [128, 128, 128, 255])

test('words are in their colour on their box, at the requested position', async () => {
  const bench = createBench()
  const image = bench.images.add(grey)
  const made = await bench.run(textOnImage, {
    image,
    text: 'ab',
    size: 0.2,
    margin: 4,
    place: 'bottom right',
    colour: '#ff0000',
    box: '#000000',
  })
  const rows = pixelsOf(bench.images.pixelsOf(made['image']))
  // Two letters of 8 × 8 in the test's typeface, 2 around them, 4 to the edges.
  expect([rows[35]?.[35], rows[33]?.[33], rows[24]?.[16], rows[23]?.[16], rows[39]?.[39]]).toEqual([
    '000000',
    'ff0000',
    '000000',
    '808080',
    '808080',
  ])
})

test('characters that no font has are noted, and so is a text that does not fit', async () => {
  const bench = createBench()
  const image = bench.images.add(grey)
  const write = (text: string, size: number, margin = 0) =>
    bench.run(textOnImage, { image, text, size, margin, place: 'top left' })
  await write('abc', 0.2)
  expect(bench.notes).toEqual([])
  await write('a👍b🎉👍', 0.1)
  await write('abcdef', 0.2)
  await write('abcd', 0.2, 8)
  const help = 'Smaller letters, fewer words or another margin help.'
  expect(bench.notes).toEqual([
    'No font on this machine has 👍 🎉: a box stands in place of each.',
    `“abcdef” does not fit on the picture: it takes 48 × 8 pixels, and the picture has 40 × 40 pixels. ${help}`,
    `“abcd” does not fit on the picture: it takes 32 × 8 pixels, and the picture has 40 × 40 pixels. ${help}`,
  ])
})

test('with many missing characters ten are named', async () => {
  const bench = createBench()
  const image = bench.images.add(grey)
  const emoji = Array.from({ length: 12 }, (_, at) => String.fromCodePoint(0x1f600 + at))
  await bench.run(textOnImage, { image, text: emoji.join(''), size: 0.01 })
  expect(bench.notes[0]).toBe(
    `No font on this machine has ${emoji.slice(0, 10).join(' ')} and 2 more: a box stands in place of each.`,
  )
})

test('of a long text that does not fit the start is named', async () => {
  const bench = createBench()
  const text = 'a\nb'.repeat(20)
  await bench.run(textOnImage, { image: bench.images.add(grey), text, size: 0.1 })
  expect(bench.notes[0]).toMatch(/^“(a b){10}…” does not fit on the picture: /)
})

test('on a small picture the margin leaves room for words', async () => {
  const bench = createBench()
  const image = bench.images.add(grey)
  const made = await bench.run(textOnImage, { image, text: 'abc', size: 0.1, margin: 32, box: '#000000' })
  const rows = pixelsOf(bench.images.pixelsOf(made['image']))
  // Twelve of four, one around it, ten to the left and the bottom.
  expect([rows[29]?.[9], rows[29]?.[10], rows[30]?.[10]]).toEqual(['808080', '000000', '808080'])
  expect(bench.notes).toEqual([])
})

test('an empty text leaves the picture as it is', async () => {
  const bench = createBench()
  const image = bench.images.add(grey)
  expect(await bench.run(textOnImage, { image, text: ' \n' })).toEqual({ image })
})

test('an invalid colour is a problem before the run, for the box too', () => {
  expect(textOnImage.check?.({ colour: '#ffffff', box: 'black' })).toContain('"black" is not a colour')
})

test('each position is where its name says', () => {
  const places = anchors.map((place) => {
    const { x, y } = anchor(place, { width: 10, height: 10 }, { width: 100, height: 100 }, 5)
    return [place, x, y]
  })
  expect(places).toEqual([
    ['bottom left', 5, 85],
    ['bottom', 45, 85],
    ['bottom right', 85, 85],
    ['left', 5, 45],
    ['centre', 45, 45],
    ['right', 85, 45],
    ['top left', 5, 5],
    ['top', 45, 5],
    ['top right', 85, 5],
  ])
})

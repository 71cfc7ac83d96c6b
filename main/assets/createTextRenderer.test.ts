import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TextStyle, Pixels } from '#shared/services.ts'
import { createTextRenderer } from './createTextRenderer.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-letters-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const style: TextStyle = { size: 40, width: 1000, align: 'left' }
const draw = async (text: string, over: Partial<TextStyle> = {}): Promise<Pixels<1>> =>
  (await createTextRenderer(home)(text, { ...style, ...over })).pixels
const ink = ({ data }: Pixels): number => data.reduce((sum, value) => sum + value, 0) / 255

test('words are as high as asked, and wider the more there are', async () => {
  const [short, long] = [await draw('Hxg'), await draw('HxgHxg')]
  expect(short.height).toBeGreaterThan(30)
  expect(short.height).toBeLessThan(60)
  expect(long.height).toBe(short.height)
  expect(long.width).toBeGreaterThan(short.width * 1.8)
})

test.each([9, 24, 40, 333])('at size %i a line has the same height whatever it contains', async (size) => {
  const heights = []
  for (const text of ['x', 'Hxg', 'g', 'É', '.', '—', '\n x \n'])
    heights.push((await draw(text, { size })).height)
  expect(new Set(heights).size).toBe(1)
  const two = await draw('x\nx', { size })
  expect((await draw('Hg\nHg', { size })).height).toBe(two.height)
  expect(two.height).toBeGreaterThan((heights[0] ?? 0) * 1.9)
})

/** The first and the last row with ink, from the top. */
const inkRows = ({ width, data }: Pixels): readonly [number, number] => [
  Math.floor(data.findIndex((value) => value > 0) / width),
  Math.floor(data.findLastIndex((value) => value > 0) / width),
]

test('letters share one baseline in all captions', async () => {
  const [[, x], [, capital], [top], [, descender]] = [
    inkRows(await draw('x')),
    inkRows(await draw('H')),
    inkRows(await draw('Hg')),
    inkRows(await draw('Hg')),
  ]
  expect(x).toBe(capital)
  expect(inkRows(await draw('H'))[0]).toBe(top)
  expect(descender).toBeGreaterThan(capital)
})

test('a line that would be too wide is broken', async () => {
  const broken = await draw('one two three four five six', { width: 200 })
  expect(broken.width).toBeLessThanOrEqual(200)
  expect(broken.height).toBeGreaterThan(100)
})

test.each(['left', 'centre', 'right'] as const)(
  'the picture is cropped to words that are aligned %s',
  async (align) => {
    const { width, height, data } = await draw('xx\nx', { align, width: 300 })
    const column = (x: number) => Array.from({ length: height }, (_, y) => data[y * width + x] ?? 0)
    expect(Math.max(...column(0))).toBeGreaterThan(0)
    expect(Math.max(...column(width - 1))).toBeGreaterThan(0)
    expect(width).toBe((await draw('xx', { align, width: 300 })).width)
  },
)

test('markup is drawn as it is written', async () => {
  const [marked, plain] = [await draw('<b>&amp;</b>'), await draw('&')]
  expect(marked.width).toBeGreaterThan(plain.width * 4)
})

test('the typeface is the product’s own, and is unpacked once', async () => {
  const first = await draw('ag')
  const again = await draw('ag')
  expect(again).toEqual(first)
  expect(ink(first)).toBeGreaterThan(100)
})

test('characters that no font has are returned, each once', async () => {
  const renderText = createTextRenderer(home)
  // The first three will never be assigned to a script or an emoji.
  const { missing } = await renderText('a\uFDD1b\uFDD2 \u{2FFFE}\uFDD1 Ünï — “x” ß ☺\uFE0F', style)
  expect(missing).toEqual(['\uFDD1', '\uFDD2', '\u{2FFFE}'])
  expect((await renderText('plain words\tand more\u200D', style)).missing).toEqual([])
})

test.each([
  ['  \n', 'There is no text to draw.'],
  ['\u2800', 'There is no text to draw.'],
  ['x'.repeat(4001), 'The text has 4001 characters; at most 4000 can be drawn.'],
])('%j is refused', async (text, message) => {
  await expect(createTextRenderer(home)(text, style)).rejects.toMatchObject({
    code: 'input.invalid',
    message,
  })
})

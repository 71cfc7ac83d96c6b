import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LetterStyle, Pixels } from '#shared/services.ts'
import { createLetters } from './createLetters.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-letters-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const style: LetterStyle = { size: 40, width: 1000, align: 'left' }
const ink = ({ data }: Pixels): number => data.reduce((sum, value) => sum + value, 0) / 255

test('words are as high as asked, and wider the more there are', async () => {
  const letters = createLetters(home)
  const [short, long] = [await letters('Hxg', style), await letters('HxgHxg', style)]
  expect(short.height).toBeGreaterThan(30)
  expect(short.height).toBeLessThan(60)
  expect(long.height).toBe(short.height)
  expect(long.width).toBeGreaterThan(short.width * 1.8)
})

test('a line that would be too wide is broken', async () => {
  const letters = createLetters(home)
  const broken = await letters('one two three four five six', { ...style, width: 200 })
  expect(broken.width).toBeLessThanOrEqual(200)
  expect(broken.height).toBeGreaterThan(100)
})

test('markup is drawn as it is written', async () => {
  const letters = createLetters(home)
  const [marked, plain] = [await letters('<b>&amp;</b>', style), await letters('&', style)]
  expect(marked.width).toBeGreaterThan(plain.width * 4)
})

test('the typeface is the product’s own, and is laid down once', async () => {
  const first = await createLetters(home)('ag', style)
  const again = await createLetters(home)('ag', style)
  expect(again).toEqual(first)
  expect(ink(first)).toBeGreaterThan(100)
})

test.each([
  ['  \n', 'There are no words to draw.'],
  ['x'.repeat(4001), 'The text has 4001 characters; at most 4000 can be drawn.'],
])('%j is refused', async (words, message) => {
  await expect(createLetters(home)(words, style)).rejects.toMatchObject({ code: 'input.invalid', message })
})

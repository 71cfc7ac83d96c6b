import { expect, test } from 'vitest'
import { correlation, discScene, distance } from '../testing/pictures.ts'
import { readSubject } from './paint.ts'
import { brightness } from './pixels.ts'
import { createRandom } from './random.ts'
import { rampTable, recolour, repaint } from './strokes.ts'

const scene = discScene(240, 180)
const painted = (prompt: string) => {
  const { mood, palette } = readSubject({ prompt, seed: 1, index: 0, detail: 1, expanded: false })
  return repaint(scene, mood, palette, createRandom(prompt), 1)
}

test('a repainted picture keeps its layout and nothing else', async () => {
  const sea = await painted('red sea')
  expect(correlation(brightness(sea), brightness(scene))).toBeGreaterThan(0.8)
  expect(distance(sea, scene)).toBeGreaterThan(30)
})

test('each motif holds its brush in its own way', async () => {
  const paintings = await Promise.all(
    ['city', 'forest', 'flowers', 'portrait'].map((word) => painted(`${word} blue day`)),
  )
  const [first, ...others] = paintings
  if (first === undefined) throw new Error('nothing was painted')
  for (const other of others) expect(distance(first, other)).toBeGreaterThan(4)
})

test('colours by brightness run from the darkest to the lightest of the row', () => {
  const { palette } = readSubject({ prompt: 'hills night', seed: 1, index: 0, detail: 1, expanded: false })
  const table = rampTable(palette)
  const coloured = recolour(scene, table, 0)
  const darkest = Array.from(coloured.data.subarray((90 * 240 + 120) * 4, (90 * 240 + 120) * 4 + 3))
  expect(darkest).toEqual([...(table[0] ?? [])])
})

import { expect, test } from 'vitest'
import { createRandom, hashText } from './random.ts'

const first = (seed: string, amount: number): number[] => {
  const random = createRandom(seed)
  return Array.from({ length: amount }, () => random.next())
}

test('the same seed gives the same numbers, another seed others', () => {
  expect(first('a', 5)).toEqual(first('a', 5))
  expect(first('a', 5)).not.toEqual(first('b', 5))
})

test('what one fork draws does not move another', () => {
  const one = createRandom('a')
  const other = createRandom('a')
  one.fork('sky').next()
  one.next()
  expect(one.fork('land').next()).toBe(other.fork('land').next())
})

test('numbers fill their range evenly', () => {
  const numbers = first('even', 20_000)
  const tenths = Array.from(
    { length: 10 },
    (_, tenth) => numbers.filter((value) => Math.floor(value * 10) === tenth).length,
  )
  expect(Math.min(...tenths)).toBeGreaterThan(1850)
  expect(Math.max(...tenths)).toBeLessThan(2150)
})

test('whole numbers reach both ends, and picks every item', () => {
  const random = createRandom('ends')
  expect(new Set(Array.from({ length: 100 }, () => random.whole(2, 4)))).toEqual(new Set([2, 3, 4]))
  expect(new Set(Array.from({ length: 100 }, () => random.pick(['a', 'b'])))).toEqual(new Set(['a', 'b']))
})

test('near texts have hashes far apart', () => {
  const hashes = ['seed 1', 'seed 2', 'seed 3', 'sead 1', ''].map(hashText)
  expect(new Set(hashes.map((hash) => hash >>> 24)).size).toBe(5)
})

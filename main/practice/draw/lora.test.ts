import { expect, test } from 'vitest'
import { discScene, distance } from '../testing/pictures.ts'
import { tint } from './lora.ts'

const scene = discScene(60, 60)

test('a scale of 0, or no LoRA at all, leaves the very picture', () => {
  expect(tint(scene, [])).toBe(scene)
  expect(tint(scene, [{ path: 'a/b', scale: 0 }])).toBe(scene)
})

test('the greater the scale, the stronger the tint', () => {
  const far = [0.25, 1, 2, 4].map((scale) => distance(scene, tint(scene, [{ path: 'a/b', scale }])))
  expect(far).toEqual(far.toSorted((a, b) => a - b))
  expect(far[0]).toBeGreaterThan(1)
})

test('another path tints otherwise, and a second LoRA adds to the first', () => {
  const one = tint(scene, [{ path: 'a/b', scale: 1 }])
  expect(distance(one, tint(scene, [{ path: 'a/c', scale: 1 }]))).toBeGreaterThan(2)
  expect(
    distance(
      one,
      tint(scene, [
        { path: 'a/b', scale: 1 },
        { path: 'a/c', scale: 1 },
      ]),
    ),
  ).toBeGreaterThan(2)
})

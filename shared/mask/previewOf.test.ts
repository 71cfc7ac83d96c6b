import { expect, test } from 'vitest'
import { previewOf } from './previewOf.ts'

const painting = { version: 1 as const, picture: { sha256: 'a'.repeat(64), width: 4, height: 4 }, steps: [] }
const rest = 'CAIAAACQd1PeAAAACXBIWXMAAAPo'

test.each([
  ['a PNG of one pixel', `iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB${rest}`, true],
  ['one of 256 by 171', `iVBORw0KGgoAAAANSUhEUgAAAQAAAACr${rest}`, true],
  ['a wider one', `iVBORw0KGgoAAAANSUhEUgAAAQEAAAAK${rest}`, false],
  ['one that would be huge unpacked', `iVBORw0KGgoAAAANSUhEUgAAAAMAABFw${rest}`, false],
  ['one without width', `iVBORw0KGgoAAAANSUhEUgAAAAAAAAAB${rest}`, false],
  ['one that breaks off', 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB', false],
  ['another format', `/9j/4AAQSkZJRgABAQEASABIAAD${rest}${rest}`, false],
  ['what is no base64', `iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB${rest}<svg>`, false],
])('%s', (_, preview, isShown) => {
  expect(previewOf({ ...painting, preview })).toBe(isShown ? preview : null)
})

test('a painting without one has none', () => {
  expect(previewOf(painting)).toBeNull()
})

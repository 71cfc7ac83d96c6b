import { beforeEach, describe, expect, test } from 'vitest'
import type { Media, Values } from '#shared/ports/value.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { testLibrary } from './libraryFixture.ts'
import type { SavedResults } from './results.ts'
import { createResults } from './results.ts'

const library = testLibrary()
let gone: Set<string>
let now: number
const results = (): SavedResults =>
  createResults({ database: library.database, has: ({ sha256 }: Media) => !gone.has(sha256), now: () => now })

beforeEach(() => {
  gone = new Set()
  now = 1000
})

const outputs: Values = {
  image: fakeMedia(1),
  list: [fakeMedia(2), [fakeMedia(3)]],
  text: 'a harbour',
  data: { deep: [null, 1.5] },
}

describe('a result', () => {
  test('is found by its key, as it was, also after a restart', () => {
    results().save('k1', outputs)
    library.restart()
    expect(results().find('k1')).toEqual(outputs)
    expect(results().find('k2')).toBeUndefined()
  })

  test('replaces an earlier one with its key', () => {
    results().save('k1', outputs)
    results().save('k1', { text: 'a forest' })
    expect(results().find('k1')).toEqual({ text: 'a forest' })
  })

  test.each([1, 2, 3])(
    'is not found while the file of its picture %d is gone, and is found when that is back',
    (index) => {
      results().save('k1', outputs)
      gone.add(fakeMedia(index).sha256)
      expect(results().find('k1')).toBeUndefined()
      gone.clear()
      expect(results().find('k1')).toEqual(outputs)
    },
  )

  test.each([
    [1000, true],
    [1001, false],
  ])('made at 1000 ms counts for requests since %d ms: %s', (since, found) => {
    results().save('k1', { text: 'a' })
    expect(results().find('k1', since) !== undefined).toBe(found)
  })

  test('whose text was damaged is a named error, and is not silently made again', () => {
    results().save('k1', outputs)
    library.database.write(`UPDATE results SET outputs = substr(outputs, 2)`)
    expect(() => results().find('k1')).toThrowError(
      expect.objectContaining({ code: 'library.broken' }) as Error,
    )
  })
})

import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { asLibraryError } from './sqlError.ts'

const sqlite = (errcode: number): Error => Object.assign(new Error('words of SQLite'), { errcode })

test.each([
  [5, 'library.held', 'another process is writing in it'],
  [261, 'library.held', 'another process is writing in it'],
  [8, 'file.unwritable', 'it may only be read'],
  [10, 'file.unwritable', 'the disk failed'],
  [4874, 'file.unwritable', 'the disk failed'],
  [266, 'library.broken', 'the disk cannot read it'],
  [522, 'library.broken', 'its end is missing'],
  [11, 'library.broken', 'it is damaged'],
  [779, 'library.broken', 'it is damaged'],
  [13, 'file.unwritable', 'the disk is full'],
  [14, 'file.unreadable', 'it cannot be opened'],
  [26, 'library.broken', 'it is not a Patchbay library'],
  [1, 'internal', 'words of SQLite'],
  [2067, 'internal', 'words of SQLite'],
])("SQLite's code %d is %s: %s", (errcode, code, words) => {
  expect(asLibraryError('/home/library.db', sqlite(errcode))).toMatchObject({
    code,
    message: `The library /home/library.db cannot be used: ${words}.`,
    data: { path: '/home/library.db', errcode },
  })
})

test('other errors are returned unchanged', () => {
  const [ours, other] = [new AppError('library.held', 'held'), new TypeError('a mistake')]
  expect(asLibraryError('p', ours)).toBe(ours)
  expect(asLibraryError('p', other)).toBe(other)
})

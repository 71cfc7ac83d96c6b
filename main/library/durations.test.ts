import { expect, test } from 'vitest'
import { createDurations } from './durations.ts'
import { testLibrary } from './libraryFixture.ts'

const library = testLibrary()

test('the latest come first, whole milliseconds, none below zero', () => {
  const durations = createDurations(library.database, { engine: 'runcomfy', account: 'me' })
  for (const milliseconds of [1200.4, 900.6, -3]) durations.add('model/a', milliseconds)
  expect(durations.latest('model/a')).toEqual([0, 901, 1200])
})

test('they are there after a restart, apart by endpoint and by account', () => {
  createDurations(library.database, { engine: 'runcomfy', account: 'me' }).add('model/a', 1)
  createDurations(library.database, { engine: 'runcomfy', account: 'me' }).add('model/b', 2)
  createDurations(library.database, { engine: 'runcomfy', account: 'you' }).add('model/a', 3)
  const database = library.restart()
  expect(createDurations(database, { engine: 'runcomfy', account: 'me' }).latest('model/a')).toEqual([1])
  expect(createDurations(database, { engine: 'runcomfy', account: 'me' }).latest('model/b')).toEqual([2])
  expect(createDurations(database, { engine: 'runcomfy', account: 'you' }).latest('model/a')).toEqual([3])
  expect(createDurations(database, { engine: 'runcomfy', account: 'you' }).latest('model/b')).toEqual([])
})

test('32 of each endpoint are kept, the latest, and no endpoint pushes out those of another', () => {
  const durations = createDurations(library.database, { engine: 'runcomfy', account: 'me' })
  durations.add('model/b', 5)
  for (let milliseconds = 1; milliseconds <= 40; milliseconds++) durations.add('model/a', milliseconds)
  expect(durations.latest('model/a')).toEqual(Array.from({ length: 32 }, (_, index) => 40 - index))
  expect(durations.latest('model/b')).toEqual([5])
  expect(library.database.read('SELECT count(*) AS rows FROM durations')).toEqual([{ rows: 33 }])
})

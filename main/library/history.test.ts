import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { createHistory } from './history.ts'
import { testLibrary } from './libraryFixture.ts'
import { createRuns } from './runs.ts'

const library = testLibrary()
const sha256 = (of: number): string => of.toString(16).padStart(64, '0')
const request = { mode: 'practice' as const, only: null, targets: null, out: '', folder: '', pictures: [] }

test('one of very many starred results is found among many steps without comparing each with each', () => {
  const runs = createRuns(library.database)
  library.database.transact(() => {
    runs.start({
      id: 'r',
      name: 'W',
      accounts: {},
      workflow: '{}',
      request: { ...request, concurrency: 1, fresh: false },
      at: 1,
    })
    for (let at = 0; at < 2000; at++) {
      const outputs = { images: [{ ...fakeMedia(1), sha256: sha256(at) }] }
      const done = { type: 'step.done', node: `n${at}`, at, outputs, reused: false, cost: null } as const
      runs.record('r', done)
    }
  })
  const made = createHistory(library.database).made({
    before: null,
    skip: 0,
    limit: 100,
    runName: null,
    sha256: null,
    anyOf: Array.from({ length: 50_000 }, (_, at) => sha256(at + 1999)),
    words: [],
  })
  expect(made.map(({ node }) => node)).toEqual(['n1999'])
})

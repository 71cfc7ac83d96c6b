import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jobOf, phases } from '../../jobs/leftFixture.ts'
import { createJobRows } from '../jobRows.ts'
import { testLibrary } from '../libraryFixture.ts'
import { shrinkStore } from './shrinkStore.ts'

const library = testLibrary()
const size = (): number => statSync(library.database.path).size

test('a store whose bodies were shortened gives their room back, and keeps its rows', async () => {
  const rows = createJobRows(library.database, () => 1)
  for (const id of ['j1', 'j2'])
    await rows.add(jobOf(phases.downloaded, { id, key: id }), new Uint8Array(500_000))
  library.database.write("UPDATE jobs SET body = x'7b7d'")
  shrinkStore(library.database)
  expect(size()).toBeLessThan(400_000)
  const before = size()
  shrinkStore(library.database)
  expect([size(), library.restart().read('SELECT id FROM jobs')]).toEqual([
    before,
    [{ id: 'j1' }, { id: 'j2' }],
  ])
})

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { testLibrary } from '../../library/libraryFixture.ts'
import { createMarks } from '../../library/marks.ts'
import { createRuns } from '../../library/runs.ts'
import { createClock } from '../../platform/clock.ts'
import { deleteResults } from './deleteResults.ts'

const library = testLibrary()
const options = () => ({ home: library.home, database: library.database, clock: createClock() })
const [free, needed] = [fakeMedia(1).sha256, fakeMedia(2).sha256]

function addRuns(count: number): void {
  const out = { out: '', folder: '', pictures: [], concurrency: 1, fresh: false }
  const request = { mode: 'practice' as const, only: null, targets: null, ...out }
  const flow = workflowOf({ a: { type: 'local/load-image', values: { image: { asset: needed } } } }, [])
  const workflow = writeWorkflow(flow)
  for (let id = 0; id < count; id++)
    createRuns(library.database).start({ id: `r${id}`, name: 'W', accounts: {}, workflow, request, at: 1 })
}

test('the size that a clean-up will free is reported, without what a run needs', async () => {
  addRuns(1)
  for (const sha256 of [free, needed]) {
    mkdirSync(join(library.home, 'assets', sha256.slice(0, 2)), { recursive: true })
    writeFileSync(join(library.home, 'assets', sha256.slice(0, 2), `${sha256}.png`), 'abc')
  }
  expect(await deleteResults([free, needed], options())).toEqual({ bytes: 3, needed: 1 })
  expect(createMarks(library.database).all().get(free)?.deleted).toBe(true)
})

test('nothing is deleted if it cannot be said what that would free', async () => {
  mkdirSync(join(library.home, 'drafts', 'unreadable.json'), { recursive: true })
  await expect(deleteResults([free], options())).rejects.toThrow('EISDIR')
  expect(createMarks(library.database).all().get(free)).toBeUndefined()
})

test('others have their turn while it is looked up what runs need', async () => {
  addRuns(60)
  const asked: string[] = []
  const { read } = library.database
  const database = {
    ...library.database,
    read(...query: Parameters<typeof read>) {
      const [sql] = query
      if (sql.includes('FROM runs')) setImmediate(() => asked.push('another request'))
      if (sql.includes('FROM steps')) asked.push('the steps')
      return read(...query)
    },
  }
  await deleteResults([free], { ...options(), database })
  expect(asked[0]).toBe('another request')
})

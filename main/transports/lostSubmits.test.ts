import { expect, onTestFinished, test } from 'vitest'
import type { SubmitQuery } from '../jobs/jobClient.ts'
import { fakeEngine } from '../host/testing/fakeEngine.ts'
import { practiceAccount } from '../jobs/job.ts'
import { openDatabase } from '../library/database.ts'
import { createJobRows } from '../library/jobRows.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { openSession } from './openSession.ts'

/** A library in which an earlier process left a job whose submit was lost. */
async function libraryWithUnknownJob(engine: string): Promise<string> {
  const home = testFolder()
  const database = openDatabase({ home, writer: true })
  const facts = { id: 'j', key: 'k', engine, modelId: 'say', bodySha256: '', bodyBytes: 2, createdAt: 1 }
  await createJobRows(database, () => 1).add(
    {
      facts: { ...facts, account: practiceAccount, run: 'r', node: 'say', item: '0' },
      phase: { state: 'unknown', evidence: { code: 'job.unknown', message: 'The answer was lost.' }, at: 1 },
    },
    Buffer.from('{}'),
  )
  database.close()
  return home
}

const never = (): Promise<never> => Promise.reject(new Error('never called'))

test('an editor looks at its start for the jobs whose submit was lost, even if nothing else was left', async () => {
  const looked = Promise.withResolvers<SubmitQuery>()
  const { capabilities, ...definition } = fakeEngine({
    connect: () =>
      Promise.resolve({
        client: {
          submit: never,
          status: never,
          result: never,
          cancel: never,
          findSubmits(query) {
            looked.resolve(query)
            return Promise.resolve([])
          },
        },
        download: never,
        isOwnOutput: () => false,
        prices: null,
        testKey: never,
        close: () => {},
      }),
    practice: {
      folder: 'practice-acme',
      start: () => Promise.resolve({ url: 'http://127.0.0.1:9', close: () => Promise.resolve() }),
    },
  })
  const session = await openSession({
    env: { PATCHBAY_HOME: await libraryWithUnknownJob(definition.id) },
    types: [],
    endpoints: [],
    definitions: [{ ...definition, capabilities: { ...capabilities, findsLostSubmits: 'by listing' } }],
    version: '1.2.3',
    what: 'test',
  })
  onTestFinished(() => session.close())
  expect((await looked.promise).modelId).toBe('say')
})

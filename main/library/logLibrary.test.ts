import { expect, test } from 'vitest'
import type { RunEvent } from '#shared/run/run.ts'
import { recordLog } from '#shared/testing/recordLog.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { openLibrary } from './openLibrary.ts'

test('a library logs that it was created, opened and closed, and its runs by id, never their contents', async () => {
  const lines: unknown[] = []
  const log = recordLog((...line) => lines.push(line))
  const library = await openLibrary({ env: { PATCHBAY_HOME: testFolder() }, what: 'test', log })
  const request = {
    mode: 'practice' as const,
    only: null,
    targets: null,
    out: '/out',
    folder: '/in',
    pictures: [],
    concurrency: 1,
    fresh: false,
  }
  const { runs } = library
  runs.start({
    id: 'r',
    name: 'secret',
    accounts: { runcomfy: 'practice' },
    workflow: '{"secret":1}',
    request,
    at: 1,
  })
  const failed: RunEvent = {
    type: 'step.failed',
    node: 'a',
    at: 2,
    error: { code: 'job.refused', message: 'secret' },
    cost: null,
  }
  runs.record('r', failed)
  runs.finish('r', 'failed', null, 3)
  library.close()
  const events = lines as readonly (readonly [string, string, Record<string, unknown>?])[]
  expect(events[0]).toEqual(['info', 'library.migrated', { from: 0, to: expect.any(Number) }])
  expect(events.slice(1)).toEqual([
    ['info', 'library.opened', { what: 'test' }],
    ['info', 'run.started', { run: 'r', mode: 'practice' }],
    ['warn', 'step.failed', { run: 'r', node: 'a', code: 'job.refused' }],
    ['info', 'run.finished', { run: 'r', state: 'failed', cost: null }],
    ['info', 'library.closed'],
  ])
})

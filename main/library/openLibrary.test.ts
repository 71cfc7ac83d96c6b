import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLibrary } from './openLibrary.ts'
import { createWorkers } from '../assets/workers/createWorkers.ts'

test('threads that were given to a library continue when it is closed', async () => {
  const home = mkdtempSync(join(tmpdir(), 'patchbay-library-'))
  const workers = createWorkers({ threads: 1 })
  onTestFinished(async () => {
    await workers.close()
    rmSync(home, { recursive: true })
  })
  const library = await openLibrary({ env: { PATCHBAY_HOME: home }, what: 'a test', workers })
  const work = library.workers.call('findWorkflow', Buffer.from('{}'), 'a.json')
  library.close()
  expect(await work).toBe(null)
})

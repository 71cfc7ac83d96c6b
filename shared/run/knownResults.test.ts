import { expect, test } from 'vitest'
import { fakeServices } from '../testing/fakeServices.ts'
import { recordLog } from '../testing/recordLog.ts'
import { createKnownResults } from './knownResults.ts'

test('a result that cannot be written is logged, is not found again, and fails nobody', () => {
  const fault = new Error('the disk is full')
  const lines: unknown[] = []
  const services = fakeServices({
    results: {
      find: () => undefined,
      keep() {
        throw fault
      },
    },
    log: recordLog((...line) => lines.push(line)),
  })
  const known = createKnownResults(services, false)
  known.keep('key', { out: 'x' })
  expect(known.findMade('key')).toBe(undefined)
  expect(lines).toEqual([['warn', 'result.unwritten', { error: fault }]])
  // A host may have no log.
  const { log: _, ...silent } = services
  createKnownResults(silent, false).keep('key', { out: 'x' })
  known.keep(null, { out: 'x' })
  expect(lines.length).toBe(1)
})

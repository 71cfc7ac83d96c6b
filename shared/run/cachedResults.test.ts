import { expect, test } from 'vitest'
import { fakeServices } from '../testing/fakeServices.ts'
import { textNode } from '../testing/nodeTypes.ts'
import { recordLog } from '../testing/recordLog.ts'
import { createCachedResults } from './cachedResults.ts'

test('a result that cannot be stored is logged, is not found again, and fails no node', () => {
  const fault = new Error('the disk is full')
  const lines: unknown[] = []
  const services = fakeServices({
    results: {
      find: () => undefined,
      save() {
        throw fault
      },
    },
    log: recordLog((...line) => lines.push(line)),
  })
  const known = createCachedResults(services, false)
  known.save('key', { out: 'x' }, textNode)
  expect(known.findMade('key', textNode)).toBe(undefined)
  expect(lines).toEqual([['warn', 'result.unwritten', { error: fault }]])
  // A host may have no log.
  const { log: _, ...silent } = services
  createCachedResults(silent, false).save('key', { out: 'x' }, textNode)
  known.save(null, { out: 'x' }, textNode)
  expect(lines.length).toBe(1)
})

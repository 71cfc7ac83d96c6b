import { expect, test } from 'vitest'
import { readPracticeRoute } from './practiceRoute.ts'

test.each([
  ['GET', '/practice/ledger', 'ledger'],
  ['GET', '/practice/counts', 'counts'],
  ['GET', '/practice/faults', 'faults'],
  ['POST', '/practice/faults', 'orderFaults'],
  ['DELETE', '/practice/faults', 'clearFaults'],
  ['GET', '/practice/holds', 'holds'],
  ['POST', '/practice/holds', 'hold'],
  ['DELETE', '/practice/holds', 'clearHolds'],
  ['POST', '/practice/release', 'release'],
  ['GET', '/practice/reached', 'reached'],
  ['GET', '/practice/arrived', 'arrived'],
])('%s %s', (method, path, part) => {
  expect(readPracticeRoute(method, path)).toEqual({ part })
})

test.each([
  ['PUT', '/practice/faults', 'GET, POST, DELETE'],
  ['POST', '/practice/ledger', 'GET'],
  ['GET', '/practice/release', 'POST'],
  ['GET', '/practice', null],
  ['GET', '/practice/constructor', null],
])('%s %s is answered with the allowed methods %j', (method, path, allow) => {
  expect(readPracticeRoute(method, path)).toMatchObject({ part: null, allow })
})

test.each(['/', '/v1/models', '/practice-more', 'practice/ledger'])('%s is no control call', (path) => {
  expect(readPracticeRoute('GET', path)).toBeNull()
})

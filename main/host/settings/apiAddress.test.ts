import { expect, test } from 'vitest'
import runcomfy from '../../engines/runcomfy/engine.ts'
import { createApiAddress, shownAddress } from './apiAddress.ts'

const own = 'https://model-api.runcomfy.net'

test.each([
  [{}, '', own, false],
  [{}, 'https://other.test/v1', 'https://other.test', false],
  [{ PATCHBAY_API_URL: '' }, 'https://other.test', 'https://other.test', false],
  [{ PATCHBAY_API_URL: 'https://mine.test' }, '', 'https://mine.test', true],
  [{ PATCHBAY_API_URL: 'https://mine.test' }, 'https://other.test', 'https://mine.test', true],
  [{ PATCHBAY_API_URL: 'no address' }, 'https://other.test', null, true],
  [{}, 'no address', null, false],
] as const)('with %j and the setting %j the API is at %s, fixed: %s', (env, apiUrl, origin, fixed) => {
  const address = createApiAddress(runcomfy, env, { get: () => ({ engines: { runcomfy: { apiUrl } } }) })
  expect([address.origin(), address.fixed]).toEqual([origin, fixed])
})

test.each([
  ['', { origin: own, account: 'https://api.runcomfy.net' }],
  ['https://other.test', { origin: 'https://other.test' }],
  ['no address', { origin: null }],
] as const)('the page learns every origin that a key is sent to: %j', (apiUrl, origins) => {
  const address = createApiAddress(runcomfy, {}, { get: () => ({ engines: { runcomfy: { apiUrl } } }) })
  expect(shownAddress(address)).toEqual({ ...origins, fixed: false })
})

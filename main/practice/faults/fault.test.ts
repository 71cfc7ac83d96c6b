import { expect, test } from 'vitest'
import { Fault, FaultsFile } from './fault.ts'

test('what is left out has its default', () => {
  expect(Fault.parse({ what: 'drop', call: 'submit' })).toEqual({
    what: 'drop',
    call: 'submit',
    after: 0,
    times: 1,
    accept: true,
    reset: false,
  })
})

test('a faults file holds a list of faults of every kind', () => {
  const faults = [
    {
      what: 'status',
      call: 'submit',
      status: 429,
      headers: { 'retry-after': '1' },
      body: { error: 'slow down' },
    },
    { what: 'drop', call: 'submit', accept: false },
    { what: 'dropBefore', call: 'cancel' },
    { what: 'cutOff', call: 'result' },
    { what: 'slow', call: 'status', headersMs: 100 },
    { what: 'html', call: 'status', after: 2, times: 3 },
    { what: 'empty', call: 'balance' },
    { what: 'wrongType', call: 'models' },
    { what: 'huge', call: 'result' },
    { what: 'lyingLength', call: 'output' },
    { what: 'endless', call: 'output' },
    { what: 'bomb', call: 'result', encoding: 'br' },
    { what: 'redirect', call: 'submit', to: 'https://example.com/' },
    { what: 'word', call: 'status', word: 'warming_up' },
    { what: 'expired', call: 'output' },
    { what: 'duplicateId', call: 'submit' },
    { what: 'fail', call: 'submit', status: 504, type: 'request_timeout' },
    { what: 'otherType', call: 'output' },
  ]
  expect(FaultsFile.parse({ faults }).faults.map(({ what }) => what)).toEqual(faults.map(({ what }) => what))
})

test.each([
  [{ what: 'nothing', call: 'submit' }],
  [{ what: 'drop', call: 'everything' }],
  [{ what: 'drop', call: 'submit', time: 2 }],
  [{ what: 'drop', call: 'submit', times: 0 }],
  [{ what: 'word', call: 'submit', word: 'x' }],
  [{ what: 'duplicateId', call: 'status' }],
  [{ what: 'expired', call: 'result' }],
  [{ what: 'fail', call: 'result' }],
  [{ what: 'status', call: 'submit', status: 99 }],
  [{ what: 'huge', call: 'result', megabytes: 5000 }],
  [{ what: 'slow', call: 'result', byteMs: -1 }],
])('%j is no fault', (fault) => {
  expect(Fault.safeParse(fault).success).toBe(false)
})

import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { ExchangeError } from '#main/network/exchangeError.ts'
import { readSubmitAnswer, readSubmitBreak } from './readSubmit.ts'

const answer = (status: number, text: string, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  contentType: 'application/json',
  retryAfter: null,
  date: null,
  headers,
  text,
})

function refusalOf(read: () => unknown): AppError {
  try {
    read()
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown
  }
  throw new Error('was accepted')
}
const refusal = (...words: Parameters<typeof answer>): AppError =>
  refusalOf(() => readSubmitAnswer(answer(...words), null))
const breakOf = (error: ExchangeError): AppError => refusalOf(() => readSubmitBreak(error, 'host:1'))

describe('an answer to a submit', () => {
  test('with a request id is an acceptance, whatever its addresses are', () => {
    const body = { request_id: 'r1', status_url: 'https://a/s', response_url: 'https://a/r', cancel_url: 7 }
    expect(readSubmitAnswer(answer(200, JSON.stringify(body)), null)).toEqual({
      requestId: 'r1',
      statusUrl: 'https://a/s',
      resultUrl: 'https://a/r',
      cancelUrl: null,
    })
  })

  test.each([
    [201, '{"request_id":"r1"}'],
    [202, '{"request_id":"r1","status":"IN_QUEUE"}'],
    [200, '{"request_id":"r1","detail":"odd"}'],
    [200, '\ufeff{"request_id":"r1"}'],
  ])('HTTP %d %s is an acceptance', (status, text) => {
    expect(readSubmitAnswer(answer(status, text), null).requestId).toBe('r1')
  })

  test.each<[number, string, object]>([
    [200, '', { reason: 'empty' }],
    [204, '', { reason: 'empty' }],
    [200, '<html>Welcome</html>', { reason: 'html', said: '<html>Welcome</html>' }],
    [200, '{"request_id":"r', { reason: 'cut-off' }],
    [200, '[{"request_id":"r1"},{"request_id":"r2"}]', { reason: 'no-request-id' }],
    [200, 'ok', { reason: 'not-json', said: 'ok' }],
    [200, '{}', { reason: 'no-request-id' }],
    [200, '[]', { reason: 'no-request-id' }],
    [200, '{"request_id":""}', { reason: 'no-request-id' }],
    [200, '{"request_id":42}', { reason: 'no-request-id' }],
    [200, '{"request_id":"../x"}', { reason: 'no-request-id' }],
    // An error within a success: fal documents none, so that it is not clear.
    [200, '{"detail":"Unauthorized","error_type":"unauthorized"}', { reason: 'no-request-id' }],
    [500, '{"detail":"try again"}', { reason: 'status', status: 500 }],
    [502, '<html>Bad gateway</html>', { reason: 'status', said: '<html>Bad gateway</html>' }],
    [503, '{"detail":"x","error_type":"runner_scheduling_failure"}', { reason: 'status' }],
    [504, '', { reason: 'status' }],
    [409, '{"detail":"conflict"}', { reason: 'status', status: 409 }],
    [425, '', { reason: 'status', status: 425 }],
    [499, '{"detail":"x","error_type":"client_cancelled"}', { reason: 'status', status: 499 }],
    [303, '', { reason: 'status', status: 303 }],
    [408, '', { reason: 'status', status: 408 }],
  ])('HTTP %d %s leaves it unknown, with the evidence', (status, text, evidence) => {
    const error = refusal(status, text)
    expect(error.code).toBe('job.unknown')
    expect(error.message).toContain('look at your requests at fal before you run it again')
    expect(error.data).toMatchObject({ call: 'submit', status, ...evidence })
  })

  test.each([
    [422, '{"detail":[{"loc":["body","seed"],"msg":"no","type":"x"}]}', 'job.refused'],
    [404, '{"detail":"Application not found"}', 'job.refused'],
    [400, '{"detail":"Bad request"}', 'job.refused'],
    [401, '{"detail":"Unauthorized"}', 'account.key'],
    [403, '{"detail":"Forbidden"}', 'account.key'],
    [403, '{"detail":"User is locked. Reason: Exhausted balance."}', 'account.balance'],
    [403, '{"detail":"User is locked. Reason: TOP_UP."}', 'account.balance'],
    [403, '{"detail":"User is locked. Reason: Admin lock."}', 'account.key'],
    [402, '{"detail":"Payment required"}', 'account.balance'],
    [429, '{"detail":"Too many requests"}', 'engine.busy'],
    [307, '', 'egress.refused'],
  ])('HTTP %d %s is a clear refusal: %s', (status, text, code) => {
    expect(refusal(status, text).code).toBe(code)
  })

  test.each([
    [400, '{"request_id":"r1","detail":"no"}'],
    [402, '{"request_id":"r1"}'],
    [404, '{"detail":{"request_id":"r1"}}'],
    [409, '{"request_id":"r1"}'],
    [422, '{"request_id":"r1","detail":[{"loc":["body","seed"],"msg":"no"}]}'],
    [429, '{"request_id":"r1"}'],
    [500, '{"request_id":"r1"}'],
    [503, '<html>{"request_id":"r1"}</html>'],
    [200, '{"request_id": "r1", "stat'],
    [200, '[{"request_id":"r1"}]'],
  ])('HTTP %d %s names a request: its status decides, and without it the job is unknown', (status, text) => {
    const { requestId, doubt } = readSubmitAnswer(answer(status, text), null)
    expect([requestId, doubt?.code]).toEqual(['r1', 'job.unknown'])
    expect(doubt?.message).toContain('The answer mentions the request r1.')
    expect(doubt?.data).toMatchObject({ call: 'submit', status, requestId: 'r1', said: text })
  })

  test('names the refused fields, and what it did not cost', () => {
    const body = { detail: [{ loc: ['body', 'image_size', 'width'], msg: 'too large', type: 'x' }] }
    expect(refusal(422, JSON.stringify(body)).message).toBe(
      'The engine does not accept this input (image_size.width: too large). Nothing was charged. (HTTP 422)',
    )
  })
})

describe('a request that the gateway names in a header', () => {
  const named = { 'x-fal-request-id': 'r1' }

  test.each([
    [502, '<html>'],
    [504, ''],
    [409, '{}'],
    [200, '<html>'],
    [200, '{"hello":1}'],
  ])('may be the job whose submit was answered with HTTP %d %s', (status, text) => {
    const { requestId, doubt } = readSubmitAnswer(answer(status, text, named), null)
    expect([requestId, doubt?.code, doubt?.data?.['requestId']]).toEqual(['r1', 'job.unknown', 'r1'])
  })

  test.each([
    [401, 'account.key'],
    [422, 'job.refused'],
    [429, 'engine.busy'],
  ])('is not the job that was refused with HTTP %d', (status, code) => {
    expect(refusal(status, '{}', named).code).toBe(code)
  })

  test('counts for less than the one in the answer', () => {
    expect(readSubmitAnswer(answer(200, '{"request_id":"r2"}', named), null).requestId).toBe('r2')
    expect(readSubmitAnswer(answer(500, '{"request_id":"r2"}', named), null).requestId).toBe('r2')
  })

  test('and is no valid id is nobody', () => {
    expect(refusal(502, '', { 'x-fal-request-id': '../x' }).code).toBe('job.unknown')
  })
})

describe('a submit without a complete answer', () => {
  test('can only be retried if nothing had been sent', () => {
    const error = breakOf(new ExchangeError('connect', 'nothing', { systemCode: 'ECONNREFUSED' }))
    expect([error.code, error.data]).toEqual([
      'engine.unreachable',
      { host: 'host:1', reason: 'connect', systemCode: 'ECONNREFUSED' },
    ])
  })

  test.each([
    [new ExchangeError('reset', 'request'), { reached: 'request', reason: 'reset' }],
    [new ExchangeError('header-timeout', 'request'), { reason: 'header-timeout' }],
    [new ExchangeError('cut-off', 'answer', { status: 200, partial: '{"request_id":"r1' }), { status: 200 }],
    [new ExchangeError('protocol', 'answer', { status: 101 }), { status: 101 }],
    [new ExchangeError('cut-off', 'answer', { status: 502 }), { status: 502 }],
  ])('is unknown once a byte may have been sent: %s', (broken, evidence) => {
    const error = breakOf(broken)
    expect(error.code).toBe('job.unknown')
    expect(error.data).toMatchObject(evidence)
  })

  test.each([
    [401, 'account.key'],
    [422, 'job.refused'],
    [429, 'engine.busy'],
    [408, 'job.unknown'],
  ])('whose answer began with %d is %s', (status, code) => {
    expect(breakOf(new ExchangeError('cut-off', 'answer', { status })).code).toBe(code)
  })

  test.each([200, 401, 422, 500])(
    'whose answer began with %d and names a request is asked about',
    (status) => {
      const broken = new ExchangeError('cut-off', 'answer', { status, partial: '{"request_id":"r1"' })
      const { requestId, doubt } = readSubmitBreak(broken, 'host:1')
      expect([requestId, doubt?.code, doubt?.data?.['requestId']]).toEqual(['r1', 'job.unknown', 'r1'])
    },
  )
})

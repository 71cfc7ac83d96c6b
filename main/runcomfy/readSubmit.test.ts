import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { ExchangeError } from '#main/services/egress/exchangeError.ts'
import { readSubmitAnswer, readSubmitBreak } from './readSubmit.ts'

const answer = (status: number, text: string) => ({
  status,
  contentType: 'application/json',
  retryAfter: null,
  date: null,
  text,
})

function refusal(status: number, text: string): AppError {
  try {
    readSubmitAnswer(answer(status, text), null)
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown
  }
  throw new Error('was accepted')
}

describe('an answer to a submit', () => {
  test('with a request id is an acceptance', () => {
    const body = { request_id: 'r1', status_url: 'https://a/s', result_url: 'https://a/r', cancel_url: 7 }
    expect(readSubmitAnswer(answer(200, JSON.stringify(body)), null)).toEqual({
      requestId: 'r1',
      statusUrl: 'https://a/s',
      resultUrl: 'https://a/r',
      cancelUrl: null,
    })
  })

  test.each([
    [201, '{"request_id":"r1"}'],
    [202, '{"request_id":"r1","status":"in_queue"}'],
    [200, '{"request_id":"r1","error_code":500001}'],
    [200, '\ufeff{"request_id":"r1"}'],
  ])('HTTP %d %s is an acceptance', (status, text) => {
    expect(readSubmitAnswer(answer(status, text), null).requestId).toBe('r1')
  })

  test.each<[number, string, object]>([
    [200, '', { reason: 'empty' }],
    [204, '', { reason: 'empty' }],
    [200, '<html>Welcome</html>', { reason: 'html', said: '<html>Welcome</html>' }],
    [200, '{"request_id":"r1","stat', { reason: 'cut-off', requestId: 'r1' }],
    [200, 'ok', { reason: 'not-json', said: 'ok' }],
    [200, '{}', { reason: 'no-request-id' }],
    [200, '[]', { reason: 'no-request-id' }],
    [200, '{"request_id":""}', { reason: 'no-request-id' }],
    [200, '{"request_id":42}', { reason: 'no-request-id' }],
    [200, '{"request_id":"../x","error_code":404001}', { reason: 'no-request-id' }],
    [200, '{"error":"try again"}', { reason: 'no-request-id', said: '{"error":"try again"}' }],
    [200, '{"error_code":500001}', { reason: 'status', engineCode: 500001 }],
    [500, '{"error":"try again"}', { reason: 'status', status: 500 }],
    [502, '<html>Bad gateway</html>', { reason: 'status', said: '<html>Bad gateway</html>' }],
    [503, '{"request_id":"r1"}', { reason: 'status', requestId: 'r1' }],
    [303, '', { reason: 'status', status: 303 }],
    [408, '', { reason: 'status', status: 408 }],
  ])('HTTP %d %s leaves it unknown, with the evidence', (status, text, evidence) => {
    const error = refusal(status, text)
    expect(error.code).toBe('job.unknown')
    expect(error.message).toContain('may have been accepted and charged')
    expect(error.data).toMatchObject({ call: 'submit', status, ...evidence })
  })

  test.each([
    [422, '{"detail":[{"loc":["body","seed"],"msg":"no"}]}', 'job.refused'],
    [404, '<html>', 'job.refused'],
    [401, '', 'account.key'],
    [200, '{"error_code":400004}', 'account.key'],
    [200, '{"error_code":"400002"}', 'account.balance'],
    [429, 'slow down', 'engine.busy'],
    [307, '', 'egress.refused'],
  ])('HTTP %d %s is a plain no: %s', (status, text, code) => {
    expect(refusal(status, text).code).toBe(code)
  })

  test('names the request that it mentions', () => {
    expect(refusal(200, '{"request_id": "r1", "stat').message).toMatch(
      /The answer mentions the request r1\.$/,
    )
  })
})

describe('a submit without a whole answer', () => {
  test('can be made again only while nothing had left', () => {
    const error = readSubmitBreak(
      new ExchangeError('connect', 'nothing', { systemCode: 'ECONNREFUSED' }),
      'host:1',
    )
    expect(error.toJSON()).toEqual({
      code: 'engine.unreachable',
      message:
        'The engine at host:1 cannot be reached: it could not be connected to (ECONNREFUSED). Nothing was sent. Check the connection and try again.',
      data: { host: 'host:1', reason: 'connect', systemCode: 'ECONNREFUSED' },
    })
  })

  test.each([
    [new ExchangeError('reset', 'request'), { reached: 'request', reason: 'reset' }],
    [new ExchangeError('header-timeout', 'request'), { reason: 'header-timeout' }],
    [
      new ExchangeError('cut-off', 'answer', { status: 200, partial: '{"request_id":"r1"' }),
      { requestId: 'r1' },
    ],
    [new ExchangeError('cut-off', 'answer', { status: 502 }), { status: 502 }],
  ])('is unknown once a byte may have left: %s', (broken, evidence) => {
    const error = readSubmitBreak(broken, 'host:1')
    expect(error.code).toBe('job.unknown')
    expect(error.data).toMatchObject(evidence)
  })

  test.each([
    [401, 'account.key'],
    [422, 'job.refused'],
    [429, 'engine.busy'],
    [408, 'job.unknown'],
  ])('whose answer began with %d is %s', (status, code) => {
    expect(readSubmitBreak(new ExchangeError('cut-off', 'answer', { status }), 'host:1').code).toBe(code)
  })
})

import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { ExchangeError } from '#main/network/exchangeError.ts'
import { readSubmitAnswer, readSubmitBreak } from './readSubmit.ts'

const answer = (status: number, text: string) => ({
  status,
  contentType: 'application/json',
  retryAfter: null,
  date: null,
  headers: {},
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

/** The error of a submit without a complete answer. */
function breakOf(error: ExchangeError): AppError {
  try {
    readSubmitBreak(error, 'host:1')
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
    [200, '{"request_id":"r', { reason: 'cut-off' }],
    [200, '[{"request_id":"r1"},{"request_id":"r2"}]', { reason: 'no-request-id' }],
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
    [409, '{"error":"conflict"}', { reason: 'status', status: 409 }],
    [409, '{"error_code":400002}', { reason: 'status', status: 409 }],
    [425, '', { reason: 'status', status: 425 }],
    [499, '', { reason: 'status', status: 499 }],
    [400, '{"error_code":409001}', { reason: 'status', status: 400 }],
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
  ])('HTTP %d %s is a clear refusal: %s', (status, text, code) => {
    expect(refusal(status, text).code).toBe(code)
  })

  test.each([
    [400, '{"request_id":"r1","error":"no"}'],
    [402, '{"request_id":"r1","error_code":400002}'],
    [404, '{"error_code":404001,"detail":{"request_id":"r1"}}'],
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
    expect(doubt?.message).toContain('may have been accepted and charged')
    expect(doubt?.message).toContain('The answer mentions the request r1.')
    expect(doubt?.data).toMatchObject({ call: 'submit', status, requestId: 'r1', said: text })
  })

  test.each([
    [422, '', 'Nothing was charged.'],
    [404, '', 'Nothing was charged.'],
    [400, '', 'Nothing was charged.'],
    [418, '', 'It does not say whether it was charged.'],
    [451, '', 'It does not say whether it was charged.'],
  ])('HTTP %d says "%s%s" about the charge, as far as it is known', (status, text, words) => {
    expect(refusal(status, text).message).toContain(words)
  })
})

describe('a submit without a complete answer', () => {
  test('can only be retried if nothing had been sent', () => {
    const error = breakOf(new ExchangeError('connect', 'nothing', { systemCode: 'ECONNREFUSED' }))
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

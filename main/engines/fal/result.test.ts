import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { httpAnswer, jsonAnswer } from '#main/network/rawServer.ts'
import { failure, r1, resultLine, statusLine, talk } from './clientFixture.ts'

const image = { url: 'https://v3.fal.media/files/1.png', content_type: 'image/png', width: 512, height: 512 }
const price = { price: 0.025, unit: 'megapixels', currency: 'USD' }
const known = { word: 'completed', phase: 'completed', error: '', took: null }

const withUnits = (units: string, body: unknown = { images: [image] }): string => {
  const text = JSON.stringify(body)
  return httpAnswer(200, { 'content-length': text.length, 'x-fal-billable-units': units }, text)
}

describe('a result', () => {
  test('is the whole answer, and costs its units times their price', async () => {
    const { client } = await talk({ [resultLine]: withUnits('3') }, { unitPrice: async () => price })
    expect(await client.result(r1)).toEqual({ ...known, output: { images: [image] }, cost: 0.075 })
  })

  test.each<[string, string, object]>([
    ['no units', jsonAnswer(200, { images: [image] }), { cost: null }],
    ['units that are not a number', withUnits('many'), { cost: null, oddCost: 'many' }],
    ['less than no units', withUnits('-3'), { cost: null, oddCost: '-3' }],
    ['more units than there are', withUnits('1e30'), { cost: null, oddCost: '1e30' }],
  ])('with %s has an unknown cost', async (_, answer, expected) => {
    const { client } = await talk({ [resultLine]: answer }, { unitPrice: async () => price })
    expect(await client.result(r1)).toEqual({ ...known, output: { images: [image] }, ...expected })
  })

  test.each<[string, () => Promise<typeof price | null>]>([
    ['is not published', async () => null],
    ['cannot be read', () => Promise.reject(new AppError('engine.failed', 'no'))],
    ['is in another currency', async () => ({ ...price, currency: 'EUR' })],
  ])('is delivered with an unknown cost when the price %s', async (_, unitPrice) => {
    const { client } = await talk({ [resultLine]: withUnits('3') }, { unitPrice })
    expect(await client.result(r1)).toEqual({ ...known, output: { images: [image] }, cost: null })
  })

  test('may name a request of its own: only a status in its place is about another one', async () => {
    const own = await talk({ [resultLine]: jsonAnswer(200, { request_id: 'upstream-7', images: [image] }) })
    expect(await own.client.result(r1)).toMatchObject({ phase: 'completed' })
    const other = { request_id: 'r2', status: 'COMPLETED', response_url: 'https://queue.fal.run/r2' }
    const foreign = await talk({ [resultLine]: jsonAnswer(200, other) })
    expect(await failure(foreign.client.result(r1))).toMatchObject({
      code: 'engine.failed',
      data: { call: 'result', reason: 'other-request' },
    })
  })

  test('that is too large returns a part of it, its cost, and the raw whole', async () => {
    const more = `[${'{},'.repeat(250_000)}{}]`
    const text = `{"more":${more},"images":[]}`
    const { client } = await talk(
      {
        [resultLine]: httpAnswer(200, { 'content-length': text.length, 'x-fal-billable-units': 1 }, text),
      },
      { unitPrice: async () => price },
    )
    const { output, ...rest } = await client.result(r1)
    expect(output).toMatchObject({ images: [], more: { length: 4999 } })
    expect(rest).toEqual({ ...known, cost: 0.025, text })
  })

  test.each<[string, string]>([
    ['an HTML page', httpAnswer(200, { 'content-length': 6 }, '<html>')],
    ['nothing', httpAnswer(200, { 'content-length': 0 })],
    ['half an answer', httpAnswer(200, { 'content-length': 10 }, '{"images":')],
  ])('that is %s is read again', async (_, answer) => {
    const { client, requested } = await talk({ [resultLine]: answer })
    expect((await failure(client.result(r1))).code).toBe('engine.failed')
    expect(requested()).toEqual([resultLine])
  })
})

describe('a result that is not there yet', () => {
  test.each<[string, string]>([
    ['an error', jsonAnswer(400, { detail: 'Request is still in progress' })],
    ['not found', jsonAnswer(404, { detail: 'Not Found' })],
    ['a refusal of its kind', jsonAnswer(422, { detail: [] })],
  ])('and answered with %s leaves the job as its status says', async (_, answer) => {
    const { client, requested } = await talk({
      [resultLine]: answer,
      [statusLine]: jsonAnswer(202, { status: 'IN_PROGRESS' }),
    })
    expect(await client.result(r1)).toMatchObject({ word: 'in_progress', phase: 'running', output: null })
    expect(requested()).toEqual([resultLine, statusLine])
  })

  test('and answered with the status has its phase', async () => {
    const { client } = await talk({
      [resultLine]: jsonAnswer(202, { status: 'IN_QUEUE', queue_position: 1 }),
    })
    expect(await client.result(r1)).toMatchObject({ word: 'in_queue', phase: 'waiting' })
  })
})

describe('a completed job that failed', () => {
  const completed = jsonAnswer(200, { status: 'COMPLETED' })
  const failed = (error: string, error_type: string): string =>
    jsonAnswer(200, { status: 'COMPLETED', error, error_type })
  const policy = {
    detail: [
      { loc: ['body', 'prompt'], msg: 'flagged by a content checker', type: 'content_policy_violation' },
    ],
  }

  test.each<[string, string, string, string, string?]>([
    ['names the field', jsonAnswer(422, policy), completed, 'prompt: flagged by a content checker'],
    [
      'names its kind',
      jsonAnswer(503, { detail: 'Runner unavailable', error_type: 'runner_connection_refused' }),
      failed('Runner unavailable', 'runner_connection_refused'),
      'Runner unavailable (runner_connection_refused)',
      'no',
    ],
    [
      'has the kind in a header',
      httpAnswer(504, { 'x-fal-error-type': 'request_timeout', 'content-length': 0 }),
      failed('It took too long', ''),
      'It took too long (request_timeout)',
      'no',
    ],
    [
      'explains it in its status',
      jsonAnswer(500, {}),
      failed('it broke', 'internal_error'),
      'it broke (internal_error)',
      'no',
    ],
    [
      'was turned away by its model',
      jsonAnswer(429, { detail: 'upstream is busy' }),
      failed('no', ''),
      'upstream is busy',
    ],
    ['forbids it', jsonAnswer(403, { detail: 'not this voice' }), failed('no', ''), 'not this voice'],
    [
      'says it in a word',
      jsonAnswer(400, { detail: 'The picture is too small' }),
      failed('no', ''),
      'The picture is too small',
    ],
  ])('%s', async (_, answer, status, error, charged) => {
    const { client } = await talk({ [resultLine]: answer, [statusLine]: status })
    expect(await client.result(r1)).toEqual({
      ...known,
      word: 'failed',
      phase: 'failed',
      output: null,
      error,
      cost: null,
      // The engine's own failures cost nothing; of an input that a model refuses that is not known.
      ...(charged !== undefined && { charged }),
    })
  })

  test.each<[string, string]>([
    ['in progress', jsonAnswer(400, { detail: 'Request is still in progress' })],
    ['unpaid', jsonAnswer(402, { detail: 'Payment required' })],
    ['in conflict', jsonAnswer(409, { detail: 'Conflict' })],
    ['without a runner', jsonAnswer(503, { detail: 'none', error_type: 'runner_scheduling_failure' })],
    ['refused without a field', jsonAnswer(422, { detail: 'no' })],
  ])('has not failed if only its result is %s: that is asked for again', async (_, answer) => {
    const { client } = await talk({ [resultLine]: answer, [statusLine]: completed })
    expect(['engine.failed', 'engine.busy', 'account.balance']).toContain(
      (await failure(client.result(r1))).code,
    )
  })

  test('is read once more if it had only just ended: its result was refused before, its status read after', async () => {
    const { client, requested } = await talk({
      [resultLine]: [
        jsonAnswer(400, { detail: 'Request is still in progress' }),
        jsonAnswer(200, { images: [{ url: 'https://v3.fal.media/a.png' }] }),
      ],
      [statusLine]: completed,
    })
    expect(await client.result(r1)).toMatchObject({ phase: 'completed' })
    expect(requested()).toEqual([resultLine, statusLine, resultLine])
  })

  test('is not asked about again if its status has said that it has ended', async () => {
    const { client, requested } = await talk({
      [resultLine]: jsonAnswer(422, policy),
      [statusLine]: completed,
    })
    await client.status(r1)
    expect(await client.result(r1)).toMatchObject({ phase: 'failed' })
    expect(requested()).toEqual([statusLine, resultLine])
  })

  test('is charged if its units say so', async () => {
    const text = '{"detail":"late"}'
    const { client } = await talk({
      [resultLine]: httpAnswer(
        500,
        { 'content-length': text.length, 'x-fal-billable-units': 2, 'x-fal-error-type': 'startup_timeout' },
        text,
      ),
      [statusLine]: failed('late', 'startup_timeout'),
    })
    expect(await client.result(r1)).toMatchObject({ phase: 'failed', charged: 'yes' })
  })

  test('was cancelled if that is what its result says', async () => {
    const { client } = await talk({
      [resultLine]: jsonAnswer(499, { detail: 'cancelled', error_type: 'client_cancelled' }),
      [statusLine]: failed('cancelled', 'client_cancelled'),
    })
    expect(await client.result(r1)).toMatchObject({ word: 'cancelled', phase: 'cancelled' })
  })

  test('was cancelled at work, and is charged, if its units say so', async () => {
    const text = '{"error_type":"client_cancelled"}'
    const { client } = await talk({
      [resultLine]: httpAnswer(499, { 'content-length': text.length, 'x-fal-billable-units': 2 }, text),
      [statusLine]: failed('cancelled', 'client_cancelled'),
    })
    expect(await client.result(r1)).toMatchObject({ phase: 'cancelled', charged: 'yes' })
  })

  test.each(['-1', 'NaN', 'free', '1e400', '0x0'])(
    'does not say whether it is charged by the units %j',
    async (units) => {
      const text = '{"detail":"late"}'
      const { client } = await talk({
        [resultLine]: httpAnswer(
          500,
          {
            'content-length': text.length,
            'x-fal-billable-units': units,
            'x-fal-error-type': 'startup_timeout',
          },
          text,
        ),
        [statusLine]: failed('late', 'startup_timeout'),
      })
      expect(await client.result(r1)).toMatchObject({ phase: 'failed', charged: 'unknown' })
    },
  )

  test.each([
    ['is not charged, if it has no units', { 'x-fal-billable-units': 0 }, 'no'],
    ['does not say whether it is charged without them', {}, undefined],
  ])('was cancelled at work, and %s', async (_, units, charged) => {
    const text = '{"error_type":"client_cancelled"}'
    const { client } = await talk({
      [resultLine]: httpAnswer(499, { 'content-length': text.length, ...units }, text),
      [statusLine]: failed('cancelled', 'client_cancelled'),
    })
    expect((await client.result(r1)).charged).toBe(charged)
  })
})

describe('an answer that may be the gateway’s', () => {
  const completed = jsonAnswer(200, { status: 'COMPLETED' })
  test.each<[string, string, string, string]>([
    ['a fault without a word', httpAnswer(502, { 'content-length': 0 }), completed, 'engine.failed'],
    [
      'a fault of its own kind',
      jsonAnswer(500, { detail: 'x', error_type: 'storage' }),
      completed,
      'engine.failed',
    ],
    ['an HTML page', httpAnswer(503, { 'content-length': 6 }, '<html>'), completed, 'engine.failed'],
    ['too much to do', jsonAnswer(429, { detail: 'slow down' }), completed, 'engine.busy'],
    ['not found', jsonAnswer(404, { detail: 'Not Found' }), completed, 'job.lost'],
    ['a no', jsonAnswer(401, { detail: 'Unauthorized' }), jsonAnswer(401, {}), 'account.key'],
    ['not found, as the status', jsonAnswer(422, policyless()), jsonAnswer(404, {}), 'job.lost'],
  ])('(%s) does not end the job', async (_, answer, status, code) => {
    const { client } = await talk({ [resultLine]: answer, [statusLine]: status })
    expect((await failure(client.result(r1))).code).toBe(code)
  })
})

function policyless() {
  return { detail: [{ loc: ['body'], msg: 'no' }] }
}

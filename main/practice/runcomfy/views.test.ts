import { expect, test } from 'vitest'
import { readOrder } from '../draw/index.ts'
import type { PracticeRequest, RequestState } from '../requests/request.ts'
import { testEndpoints } from '../testing/endpoints.ts'
import { resultView, statusView } from './views.ts'

const base = 'http://127.0.0.1:1'
const input = { prompt: 'a', num_images: 2 }
const order = readOrder(testEndpoints.text.input.properties, input, 0)
const request = (state: RequestState): PracticeRequest => ({
  requestId: 'r',
  modelId: 'm',
  acceptedAt: 0,
  input,
  state,
})
const urls = { status_url: `${base}/v1/requests/r/status`, result_url: `${base}/v1/requests/r/result` }
const about = { created_at: '1970-01-01T00:00:00.000Z', model_id: 'm', input }
const end = { ...about, finished_at: '1970-01-01T00:00:02.000Z' }

test.each<[RequestState, number | null, object]>([
  [{ phase: 'in_queue' }, 3, { status: 'in_queue', queue_position: 3 }],
  [{ phase: 'in_progress', startedAt: 1 }, null, { status: 'in_progress', instance_id: 'practice' }],
  [
    { phase: 'completed', startedAt: 1, finishedAt: 2, error: null },
    null,
    { status: 'completed', instance_id: 'practice' },
  ],
  [
    { phase: 'completed', startedAt: 1, finishedAt: 2, error: 'no' },
    null,
    { status: 'completed', instance_id: 'practice' },
  ],
  [{ phase: 'cancelled', finishedAt: 2 }, null, { status: 'cancelled' }],
])('the status of %j', (state, position, expected) => {
  expect(statusView(base, request(state), position)).toEqual({ request_id: 'r', ...urls, ...expected })
})

const images = [`${base}/outputs/r/0.png`, `${base}/outputs/r/1.png`]

test.each<[RequestState, boolean, object]>([
  [{ phase: 'in_queue' }, true, { status: 'in_queue', ...about }],
  [{ phase: 'in_progress', startedAt: 1 }, false, { status: 'in_progress', ...about }],
  [
    { phase: 'completed', startedAt: 1, finishedAt: 2000, error: null },
    true,
    { status: 'completed', output: { image: images[0], images }, cost: 0.01, ...end },
  ],
  [
    { phase: 'completed', startedAt: 1, finishedAt: 2000, error: 'no' },
    true,
    { status: 'failed', error: 'no', cost: 0, ...end },
  ],
  [{ phase: 'cancelled', finishedAt: 2000 }, false, { status: 'cancelled', ...end }],
])('the result of %j, cost %j', (state, withCost, expected) => {
  expect(resultView(base, request(state), order, withCost)).toEqual({ request_id: 'r', ...expected })
})

test('a single picture is only under image', () => {
  const single = resultView(
    base,
    request({ phase: 'completed', startedAt: 1, finishedAt: 2, error: null }),
    { ...order, amount: 1 },
    false,
  )
  expect(single).toMatchObject({ output: { image: images[0] } })
  expect(single).not.toHaveProperty('output.images')
})

import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { recordLog } from '#shared/testing/recordLog.ts'
import type { JobClient } from './jobClient.ts'
import { logClient } from './logClient.ts'

const refused = new AppError('engine.failed', 'the engine said: a secret picture', { data: { status: 502 } })
const never = (): Promise<never> => Promise.reject(new Error('not asked'))

function start(status: JobClient['status']) {
  const lines: unknown[] = []
  const log = recordLog((...line) => lines.push(line))
  return { lines, client: logClient({ submit: never, status, result: never, cancel: never }, log) }
}

const r1 = { requestId: 'r1', modelId: 'a/b', statusUrl: null, resultUrl: null, cancelUrl: null }

const line = (attempt: number) => [
  'warn',
  'engine.failed',
  { call: 'status', of: 'r1', attempt, code: 'engine.failed', status: 502, error: refused },
]

test('each failed call is logged with the number of failures in a row, and fails as before', async () => {
  const answers = [false, false, true, false]
  const { client, lines } = start(() =>
    answers.shift() === true
      ? Promise.resolve({ phase: 'waiting' as const, word: 'in_queue', queuePosition: null })
      : Promise.reject(refused),
  )
  await expect(client.status(r1)).rejects.toBe(refused)
  await expect(client.status(r1)).rejects.toBe(refused)
  await client.status(r1)
  await expect(client.status(r1)).rejects.toBe(refused)
  expect(lines).toEqual([line(1), line(2), line(1)])
})

test('a call that its caller cancelled is not a failure', async () => {
  const { client, lines } = start((_, options) => Promise.reject(options?.signal?.reason as Error))
  const reason = new AppError('cancelled', 'no more')
  await expect(client.status(r1, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  expect(lines).toEqual([])
})

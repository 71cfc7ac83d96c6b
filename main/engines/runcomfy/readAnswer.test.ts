import { describe, expect, test } from 'vitest'
import type { Json } from '#shared/ports/value.ts'
import type { Phase } from '#main/jobs/jobClient.ts'
import { readPhase } from './phase.ts'
import { readCancelled, readResult, readStatus } from './readAnswer.ts'

test.each<[string, Phase]>([
  ['in_queue', 'waiting'],
  ['pending', 'waiting'],
  ['waiting', 'waiting'],
  ['starting', 'running'],
  ['in_progress', 'running'],
  ['processing', 'running'],
  ['completed', 'completed'],
  ['succeeded', 'completed'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
  ['IN_QUEUE', 'waiting'],
  ['In Progress', 'running'],
  ['in-queue', 'waiting'],
  ['reticulating', 'unknown'],
  ['constructor', 'unknown'],
  ['', 'unknown'],
])('the status word %s means %s', (word, phase) => {
  expect(readPhase(word)).toBe(phase)
})

describe('a status', () => {
  test.each<[Json, ReturnType<typeof readStatus>]>([
    [
      { status: 'in_queue', queue_position: 3 },
      { word: 'in_queue', phase: 'waiting', queuePosition: 3 },
    ],
    [
      { status: 'in_queue', queue_position: null },
      { word: 'in_queue', phase: 'waiting', queuePosition: null },
    ],
    [
      { status: 'in_queue', queue_position: '3' },
      { word: 'in_queue', phase: 'waiting', queuePosition: null },
    ],
    [
      { status: 'in_queue', queue_position: -1 },
      { word: 'in_queue', phase: 'waiting', queuePosition: null },
    ],
    [{ status: 'odd\u001b[2J word' }, { word: 'odd [2J word', phase: 'unknown', queuePosition: null }],
    [
      { status: 'completed', error_code: 500001 },
      { word: 'completed', phase: 'completed', queuePosition: null },
    ],
    [{ status: 'error', error_code: 404001 }, null],
    [{ error_code: 404001 }, null],
    [{ status: 7 }, null],
    [{ status: '' }, null],
    [{}, null],
    [null, null],
    [['in_queue'], null],
  ])('%j is read as %j', (body, expected) => {
    expect(readStatus(body)).toEqual(expected)
  })
})

const about = (createdAt: string) => ({ modelId: null, input: null, createdAt: Date.parse(createdAt) })

describe('a result', () => {
  const picture = { image: 'https://a.runcomfy.net/1.png' }
  const base = {
    word: 'completed',
    phase: 'completed',
    output: null,
    error: '',
    cost: null,
    took: null,
  } as const

  test.each<[Json, ReturnType<typeof readResult>]>([
    [
      { status: 'completed', output: picture, cost: 0.01 },
      { ...base, output: picture, cost: 0.01 },
    ],
    [
      { status: 'succeeded', output: picture },
      { ...base, word: 'succeeded', output: picture },
    ],
    [{ output: picture }, { ...base, output: picture }],
    [{ status: 'completed' }, base],
    [{ status: 'completed', output: null, error: null }, base],
    [
      { status: 'completed', output: picture, cost: '0.02' },
      { ...base, output: picture, cost: 0.02 },
    ],
    [
      { status: 'completed', output: picture, cost: { usd: 1 } },
      { ...base, output: picture, oddCost: { usd: 1 } },
    ],
    [
      { status: 'completed', output: picture, cost: -5 },
      { ...base, output: picture, oddCost: -5 },
    ],
    [
      { status: 'completed', output: picture, model_id: 'a/b', input: { prompt: 'x' } },
      {
        ...base,
        output: picture,
        about: { modelId: 'a/b', input: { prompt: 'x' }, createdAt: null },
      },
    ],
    [
      { status: 'completed', output: picture, error: 'a warning' },
      { ...base, output: picture, error: 'a warning' },
    ],
    [
      { status: 'failed', error: 'out of memory' },
      { ...base, word: 'failed', phase: 'failed', error: 'out of memory' },
    ],
    [
      { status: 'failed', error: { code: 500001, message: 'out of memory' } },
      { ...base, word: 'failed', phase: 'failed', error: 'out of memory' },
    ],
    [
      { status: 'completed', error: 'nothing came' },
      { ...base, phase: 'failed', error: 'nothing came' },
    ],
    [
      { output: picture, created_at: '2026-01-02T03:04:05Z', finished_at: '2026-01-02T03:04:07.5Z' },
      { ...base, output: picture, took: 2500, about: about('2026-01-02T03:04:05Z') },
    ],
    [
      { output: picture, created_at: '2026-01-02T03:04:05+01:00', finished_at: '2026-01-02T03:04:05Z' },
      { ...base, output: picture, took: 3_600_000, about: about('2026-01-02T03:04:05+01:00') },
    ],
    [
      { output: picture, created_at: 'yesterday', finished_at: '2026-01-02T03:04:05Z' },
      { ...base, output: picture },
    ],
    [
      { output: picture, created_at: 1_767_323_045, finished_at: 1_767_323_047 },
      { ...base, output: picture },
    ],
    [
      { status: 'in_progress', created_at: '2026-01-02T03:04:05Z', finished_at: null },
      { ...base, word: 'in_progress', phase: 'running', about: about('2026-01-02T03:04:05Z') },
    ],
    [{ status: 'in_progress' }, { ...base, word: 'in_progress', phase: 'running' }],
    [{ status: 'odd' }, { ...base, word: 'odd', phase: 'unknown' }],
    [
      { status: 7, output: picture },
      { ...base, output: picture },
    ],
    [{ status: 'error', error_code: 404001 }, null],
    [{ error_code: 404001, error_message: 'gone' }, null],
    [{ error: 'gone' }, null],
    [{}, null],
    ['text', null],
  ])('%j is read as %j', (body, expected) => {
    expect(readResult(body)).toEqual(expected)
  })
})

describe('the answer to a cancel', () => {
  test.each<[Json, ReturnType<typeof readCancelled>]>([
    [
      { status: 'cancelled', outcome: 'cancelled' },
      { outcome: 'cancelled', word: 'cancelled', phase: 'cancelled' },
    ],
    [{ outcome: 'cancelled' }, { outcome: 'cancelled', word: '', phase: 'unknown' }],
    [{ status: 'canceled' }, { outcome: 'cancelled', word: 'canceled', phase: 'cancelled' }],
    [
      { status: 'in_progress', outcome: 'not_cancellable' },
      { outcome: 'not_cancellable', word: 'in_progress', phase: 'running' },
    ],
    [
      { status: 'completed', outcome: 'not_cancellable' },
      { outcome: 'not_cancellable', word: 'completed', phase: 'completed' },
    ],
    [{ outcome: 'perhaps' }, { outcome: 'unknown', word: '', phase: 'unknown' }],
    [{}, { outcome: 'unknown', word: '', phase: 'unknown' }],
    [{ error_code: 404001 }, null],
    [[], null],
  ])('%j is read as %j', (body, expected) => {
    expect(readCancelled(body)).toEqual(expected)
  })
})

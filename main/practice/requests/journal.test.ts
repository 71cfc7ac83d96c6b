import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { JournalLine } from './journal.ts'
import { ledgerOf, openJournal, readLines, replay } from './journal.ts'

const accepted = (requestId: string): JournalLine => ({
  event: 'accepted',
  at: 1000,
  requestId,
  modelId: 'm',
  bodySha256: 'ab',
  bodyBytes: 12,
  input: { prompt: requestId },
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('what one engine wrote the next one reads', () => {
  const first = openJournal(join(folder, 'new'))
  expect(first.lines).toEqual([])
  first.append(accepted('a'))
  first.append({ event: 'cancelled', at: 1001, requestId: 'a' })
  expect(openJournal(join(folder, 'new')).lines).toEqual([
    accepted('a'),
    { event: 'cancelled', at: 1001, requestId: 'a' },
  ])
})

test('a truncated line is skipped, and the next one is not appended to it', () => {
  openJournal(folder).append(accepted('a'))
  appendFileSync(join(folder, 'ledger.jsonl'), '{"event":"accepted","at":1')
  const second = openJournal(folder)
  expect(second.lines).toEqual([accepted('a')])
  second.append(accepted('b'))
  expect(openJournal(folder).lines).toEqual([accepted('a'), accepted('b')])
})

test('without a folder nothing is stored', () => {
  const journal = openJournal(null)
  journal.append(accepted('a'))
  expect(journal.lines).toEqual([])
})

test('foreign lines are skipped', () => {
  expect(readLines('1\nnull\n{"event":"other"}\n\n{"event":"cancelled","at":1,"requestId":"a"}\n')).toEqual([
    { event: 'cancelled', at: 1, requestId: 'a' },
  ])
})

test('requests are restored from the journal; one in progress begins again', () => {
  const lines: JournalLine[] = [
    accepted('a'),
    accepted('b'),
    accepted('c'),
    accepted('d'),
    { event: 'completed', at: 1200, requestId: 'a', startedAt: 1100, error: null },
    { event: 'completed', at: 1300, requestId: 'b', startedAt: 1100, error: 'no picture' },
    { event: 'cancelled', at: 1050, requestId: 'c' },
    { event: 'cancelled', at: 1050, requestId: 'nobody' },
  ]
  expect(replay(lines).map(({ requestId, state }) => [requestId, state])).toEqual([
    ['a', { phase: 'completed', startedAt: 1100, finishedAt: 1200, error: null }],
    ['b', { phase: 'completed', startedAt: 1100, finishedAt: 1300, error: 'no picture' }],
    ['c', { phase: 'cancelled', finishedAt: 1050 }],
    ['d', { phase: 'in_queue' }],
  ])
})

test('the ledger lists each accepted submit, two of one id as two', () => {
  const entry = {
    requestId: 'a',
    modelId: 'm',
    acceptedAt: '1970-01-01T00:00:01.000Z',
    bodySha256: 'ab',
    bodyBytes: 12,
    input: { prompt: 'a' },
  }
  const lines = [accepted('a'), accepted('a')]
  expect(ledgerOf(lines)).toEqual([entry, entry])
  expect(replay(lines)).toHaveLength(1)
})

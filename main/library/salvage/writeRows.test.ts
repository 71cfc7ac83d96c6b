import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newHome } from '../testing/storeFixture.ts'
import { writeRows } from './writeRows.ts'

const MIB = 2 ** 20

test('rows go to a file for each table, a line each, and are counted', () => {
  const folder = newHome()
  const counts = writeRows(folder, [
    { of: 'jobs', columns: { id: 'j1', cost: null, item: 2 } },
    { of: 'runs', columns: { id: 'r1', name: 'line\nbreak' } },
    { of: 'jobs', columns: { id: 'j2', cost: 0.5, item: 0 } },
  ])
  expect(counts).toEqual({ jobs: 2, runs: 1 })
  expect(readdirSync(folder).toSorted()).toEqual(['jobs.jsonl', 'runs.jsonl'])
  expect(readFileSync(join(folder, 'jobs.jsonl'), 'utf8')).toBe(
    '{"id":"j1","cost":null,"item":2}\n{"id":"j2","cost":0.5,"item":0}\n',
  )
  expect(readFileSync(join(folder, 'runs.jsonl'), 'utf8')).toBe('{"id":"r1","name":"line\\nbreak"}\n')
})

test.each([
  [MIB, 'body', Buffer.alloc(MIB).toString('base64')],
  [MIB + 1, 'omitted', { body: MIB + 1 }],
])('of %d bytes a row has their %s', (length, key, value) => {
  const folder = newHome()
  writeRows(folder, [{ of: 'jobs', columns: { id: 'j1', body: new Uint8Array(length) } }])
  expect(JSON.parse(readFileSync(join(folder, 'jobs.jsonl'), 'utf8'))).toEqual({ id: 'j1', [key]: value })
})

test('what could not be read is named', () => {
  const folder = newHome()
  writeRows(folder, [{ of: 'jobs', columns: { id: 'j1', body: undefined, updated_at: undefined } }])
  expect(readFileSync(join(folder, 'jobs.jsonl'), 'utf8')).toBe(
    '{"id":"j1","unreadable":["body","updated_at"]}\n',
  )
})

test('an existing file is not overwritten', () => {
  const folder = newHome()
  const row = { of: 'jobs', columns: { id: 'j1' } }
  writeRows(folder, [row])
  expect(() => writeRows(folder, [{ ...row, columns: { id: 'j2' } }])).toThrow('EEXIST')
  expect(readFileSync(join(folder, 'jobs.jsonl'), 'utf8')).toBe('{"id":"j1"}\n')
})

test('no rows are no files', () => {
  const folder = newHome()
  expect(writeRows(folder, [])).toEqual({})
  expect(readdirSync(folder)).toEqual([])
})

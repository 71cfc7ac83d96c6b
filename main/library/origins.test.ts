import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Origin } from '#shared/services.ts'
import * as memory from '../assets/origins.ts'
import type { Database } from './database.ts'
import { openDatabase } from './database.ts'
import { createOrigins } from './origins.ts'

let home: string
let database: Database
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-origins-'))
  database = openDatabase({ home, writer: true })
})
afterEach(() => {
  database.close()
  rmSync(home, { recursive: true, force: true })
})

const file: Origin = { from: 'file', name: 'cat.png' }
const node: Origin = { from: 'node', type: 'local/blur' }
const job = (at: number): Origin => ({
  from: 'job',
  requestId: `r${at}`,
  url: `https://out.example/${at}.png`,
  at,
})

test('an origin is there after a restart', () => {
  createOrigins(database, () => 7).set('a', job(5))
  database.close()
  database = openDatabase({ home, writer: true })
  expect(createOrigins(database, () => 8).get('a')).toEqual(job(5))
  expect(createOrigins(database, () => 8).get('b')).toBeUndefined()
  expect(database.read('SELECT sha256, added_at FROM assets')).toEqual([{ sha256: 'a', added_at: 7 }])
})

test.each([[[file, node]], [[node, job(5), file]], [[job(5), job(4)]], [[job(5), job(6), node]]])(
  'after %j the library behaves like memory',
  (origins) => {
    const stored = createOrigins(database, () => 1)
    const cached = memory.createOrigins()
    for (const origin of origins) {
      stored.set('a', origin)
      cached.set('a', origin)
    }
    expect(stored.get('a')).toEqual(cached.get('a'))
  },
)

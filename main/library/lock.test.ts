import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Clock } from '#shared/services.ts'
import { lockLibrary, readHolder } from './lock.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-lock-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** A clock on which each wait takes exactly the requested time, at once. */
function fastClock(): Clock {
  let now = 1000
  return {
    now: () => now,
    async sleep(milliseconds) {
      now += milliseconds
      await Promise.resolve()
    },
  }
}

const lock = (what: string, wait = 0) => lockLibrary({ home, what, wait, clock: fastClock() })

/** Another process that takes the lock, reports it, and keeps it. */
async function holdElsewhere(): Promise<ReturnType<typeof spawn>> {
  const program = `
    const { DatabaseSync } = require('node:sqlite')
    const file = new DatabaseSync(process.argv[1])
    file.exec('PRAGMA journal_mode=DELETE; PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE')
    console.log('held')
    process.stdin.resume()`
  const child = spawn(process.execPath, ['-e', program, join(home, 'library.lock')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (child.stdout !== null) await once(child.stdout, 'data')
  return child
}

test('the first process takes it, and records who it is', async () => {
  const held = await lock('a run')
  expect(readHolder(home)).toEqual({ pid: process.pid, what: 'a run', since: 1000 })
  held.release()
  expect(readHolder(home)).toBeNull()
})

test('the second one learns who holds it', async () => {
  const held = await lock('the first run')
  await expect(lock('the second run', 200)).rejects.toMatchObject({
    code: 'library.held',
    message: expect.stringContaining(`process ${process.pid} (the first run)`) as string,
  })
  held.release()
})

test('once it is released, the next one has it', async () => {
  const first = await lock('the first')
  first.release()
  const second = await lock('the second')
  expect(readHolder(home)?.what).toBe('the second')
  second.release()
})

test('a killed holder no longer holds it', async () => {
  const child = await holdElsewhere()
  await expect(lock('me')).rejects.toMatchObject({ code: 'library.held' })
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  const held = await lock('me')
  held.release()
})

test('a lock file that cannot be used is named', async () => {
  writeFileSync(join(home, 'library.lock'), 'no library at all, only a text'.repeat(50))
  await expect(lock('me')).rejects.toMatchObject({
    code: 'library.broken',
    message: expect.stringContaining(join(home, 'library.lock')) as string,
  })
})

test('the holder is not recorded if that cannot be written, and nobody holds it then', async () => {
  mkdirSync(join(home, 'library.holder.json'))
  await expect(lock('me')).rejects.toMatchObject({ code: 'file.unwritable' })
  rmSync(join(home, 'library.holder.json'), { recursive: true })
  const held = await lock('me')
  held.release()
})

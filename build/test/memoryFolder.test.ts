import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { memoryFolder } from './memoryFolder.mjs'

test('a folder on a disk, and a missing one, are no folders in memory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-memory-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect([memoryFolder(folder), memoryFolder(join(folder, 'gone')), memoryFolder('/proc')]).toEqual([
    null,
    null,
    null,
  ])
})

test('if there is one, it is for this user alone', () => {
  const folder = memoryFolder()
  expect(folder).toBe(folder === null ? null : `/dev/shm/patchbay-${process.getuid?.() ?? ''}`)
})

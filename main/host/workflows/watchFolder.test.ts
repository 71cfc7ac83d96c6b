import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { watchFolder } from './watchFolder.ts'

const atOnce = { sleep: () => Promise.resolve() }

test('a file that is written into a folder is noticed, even if the folder did not exist yet', async () => {
  const folder = join(testFolder(), 'workflows')
  const noticed = Promise.withResolvers<void>()
  const stop = watchFolder(folder, atOnce, noticed.resolve)
  expect(existsSync(folder)).toBe(true)
  await writeFile(join(folder, 'a.json'), '{}')
  await noticed.promise
  stop()
})

test('if nothing can be watched nobody is called, and nothing is thrown', async () => {
  const file = join(testFolder(), 'a file')
  await writeFile(file, '')
  watchFolder(join(file, 'workflows'), atOnce, () => expect.unreachable())()
})

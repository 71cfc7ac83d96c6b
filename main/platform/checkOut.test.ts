import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkOut } from './checkOut.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-out-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a folder that exists or can be created is accepted, and is not created', async () => {
  mkdirSync(join(folder, 'there'))
  await checkOut(join(folder, 'there'))
  await checkOut(join(folder, 'not', 'yet'))
  expect(readdirSync(folder)).toEqual(['there'])
})

test.each(['file', join('file', 'below')])(
  '%s is refused, because a file stands in the way',
  async (name) => {
    writeFileSync(join(folder, 'file'), '')
    await expect(checkOut(join(folder, name))).rejects.toMatchObject({
      code: 'file.unwritable',
      message: expect.stringContaining('not a folder') as string,
    })
  },
)

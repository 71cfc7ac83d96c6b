import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { openFolder } from './openFolder.ts'

test('the folder for images is shown, also before anything was saved in it', async () => {
  const folder = join(testFolder(), 'pictures')
  const shown: string[] = []
  await openFolder(folder, (path) => void shown.push(path))
  expect([shown, existsSync(folder)]).toEqual([[folder], true])
})

test('where no folder can be shown the reason is given, and nothing is made', async () => {
  const folder = join(testFolder(), 'pictures')
  await expect(openFolder(folder, undefined)).rejects.toMatchObject({ code: 'input.invalid' })
  expect(existsSync(folder)).toBe(false)
})

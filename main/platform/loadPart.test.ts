import { expect, test } from 'vitest'
import { loadPart } from './loadPart.ts'

test('a part of the program whose file cannot be read is named with the reason, and any other error stays', async () => {
  const full = Object.assign(new Error('EMFILE: x.js'), { code: 'EMFILE' })
  await expect(loadPart(() => Promise.reject(full))).rejects.toMatchObject({
    code: 'file.unreadable',
    message: 'A part of Patchbay cannot be read: too many files are open.',
  })
  const other = new TypeError('no')
  await expect(loadPart(() => Promise.reject(other))).rejects.toBe(other)
  expect(await loadPart(() => Promise.resolve(1))).toBe(1)
})

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { writeWhole } from './writeWhole.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-write-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a file is written into new folders', async () => {
  await writeWhole(join(folder, 'a', 'b', 'c.txt'), Buffer.from('new'))
  expect(readFileSync(join(folder, 'a', 'b', 'c.txt'), 'utf8')).toBe('new')
})

test('what was there is replaced, and nothing else is left', async () => {
  writeFileSync(join(folder, 'c.txt'), 'a longer old text')
  await writeWhole(join(folder, 'c.txt'), Buffer.from('new'))
  expect(readFileSync(join(folder, 'c.txt'), 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['c.txt'])
})

test('if it cannot be written the path and the reason are named, and nothing is left', async () => {
  mkdirSync(join(folder, 'c.txt'))
  writeFileSync(join(folder, 'file'), '')
  const [taken, below] = [join(folder, 'c.txt'), join(folder, 'file', 'd.txt')]
  await expect(writeWhole(taken, Buffer.from('new'))).rejects.toThrow(
    new AppError('file.unwritable', `${taken} cannot be written: it is a folder.`, {
      data: { path: taken, system: 'EISDIR' },
    }),
  )
  await expect(writeWhole(below, Buffer.from('new'))).rejects.toThrow(
    new AppError('file.unwritable', `${below} cannot be written: a file is where a folder should be.`, {
      data: { path: below, system: 'EEXIST' },
    }),
  )
  expect(readdirSync(folder)).toEqual(['c.txt', 'file'])
})

test('many writers of one file leave one of the texts, complete', async () => {
  const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000))
  await Promise.all(texts.map(async (text) => writeWhole(join(folder, 'c.txt'), Buffer.from(text))))
  expect(texts).toContain(readFileSync(join(folder, 'c.txt'), 'utf8'))
  expect(readdirSync(folder)).toEqual(['c.txt'])
})

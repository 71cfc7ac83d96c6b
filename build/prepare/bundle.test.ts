import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { fingerprint } from './bundle.mjs'

let project: string
let before: string

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'patchbay-sources-'))
  await mkdir(join(project, 'shared/ports'), { recursive: true })
  await mkdir(join(project, 'tests'))
  await writeFile(join(project, 'shared/ports/port.ts'), 'export {}')
  await writeFile(join(project, 'package.json'), '{}')
  before = fingerprint(project)
})

afterEach(() => rm(project, { recursive: true }))

test('untouched sources keep their fingerprint', () => {
  expect(fingerprint(project)).toBe(before)
})

test.each([
  ['a file is written', () => writeFile(join(project, 'shared/ports/port.ts'), 'export const a = 1')],
  ['a file is saved at another time', () => utimes(join(project, 'shared/ports/port.ts'), 1, 1)],
  ['a file is added', () => writeFile(join(project, 'shared/ports/check.ts'), '')],
  ['a file is removed', () => rm(join(project, 'shared/ports/port.ts'))],
  [
    'a file is renamed',
    () => rename(join(project, 'shared/ports/port.ts'), join(project, 'shared/ports/a.ts')),
  ],
  ['package.json changes', () => writeFile(join(project, 'package.json'), '{ }')],
])('the fingerprint changes when %s', async (_, change) => {
  await change()
  expect(fingerprint(project)).not.toBe(before)
})

test.each(['shared/ports/port.test.ts', 'tests/end.ts', 'README.md'])(
  'the fingerprint stays when %s is added, which is no part of a bundle',
  async (path) => {
    await writeFile(join(project, path), 'export {}')
    expect(fingerprint(project)).toBe(before)
  },
)

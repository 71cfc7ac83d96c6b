import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { bundles, fingerprint } from './bundle.mjs'

const { commandLine, page } = bundles

let project: string
const prints = () => ({
  commandLine: fingerprint(project, commandLine.sources),
  page: fingerprint(project, page.sources),
})
let before: ReturnType<typeof prints>

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'patchbay-sources-'))
  for (const folder of ['shared/ports', 'main', 'app/canvas', 'examples', 'tests'])
    await mkdir(join(project, folder), { recursive: true })
  await writeFile(join(project, 'shared/ports/port.ts'), 'export {}')
  await writeFile(join(project, 'package.json'), '{}')
  before = prints()
})

afterEach(() => rm(project, { recursive: true }))

test('untouched sources keep their fingerprint', () => {
  expect(prints()).toEqual(before)
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
  ['an example changes', () => writeFile(join(project, 'examples/lora.json'), '{ }')],
  ['package.json changes', () => writeFile(join(project, 'package.json'), '{ }')],
  ['the configuration of the build changes', () => writeFile(join(project, 'vite.config.ts'), '')],
])('both bundles are stale when %s', async (_, change) => {
  await change()
  expect(prints().commandLine).not.toBe(before.commandLine)
  expect(prints().page).not.toBe(before.page)
})

test.each([
  ['main/host.ts', 'commandLine'],
  ['app/canvas/Card.tsx', 'page'],
  ['app/index.html', 'page'],
] as const)('%s makes the bundle %s stale and no other', async (path, stale) => {
  await writeFile(join(project, path), 'x')
  const { [stale]: now, ...others } = prints()
  const { [stale]: then, ...unchanged } = before
  expect(now).not.toBe(then)
  expect(others).toEqual(unchanged)
})

test.each(['shared/ports/port.test.ts', 'app/canvas/Card.test.tsx', 'tests/end.ts', 'README.md'])(
  'no bundle is stale when %s is added, which is part of none',
  async (path) => {
    await writeFile(join(project, path), 'export {}')
    expect(prints()).toEqual(before)
  },
)

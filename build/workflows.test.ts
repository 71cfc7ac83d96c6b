import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { root } from './prepare/root.mjs'

const folder = join(root, '.github/workflows')

test('every action is pinned by the hash of its commit, with its version in a comment', async () => {
  const files = await readdir(folder)
  expect(files.toSorted()).toEqual(['check.yml', 'release.yml'])
  const loose: string[] = []
  for (const file of files) {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
    const uses = lines.filter((line) => /^\s*-?\s*uses:/.test(line))
    expect(uses.length).toBeGreaterThan(0)
    loose.push(...uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)))
  }
  expect(loose).toEqual([])
})

test('no workflow may write except the step that publishes', async () => {
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')))
  const rights = texts.flatMap((text) => text.match(/^ *\w+: write$/gm) ?? [])
  expect(rights.map((right) => right.trim())).toEqual(['contents: write'])
  for (const text of texts) expect(text).toMatch(/^permissions:\n {2}contents: read$/m)
})

import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { root } from '../prepare/root.mjs'
import { coverageBars } from './coverageBars.mjs'

test('every folder of shared/ has a bar for its coverage, and every bar has a folder', () => {
  const folders = readdirSync(join(root, 'shared'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map(({ name }) => name)
  expect(Object.keys(coverageBars).toSorted()).toEqual(['.', ...folders].toSorted())
})

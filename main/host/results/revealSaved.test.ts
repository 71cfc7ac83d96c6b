import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Step } from '#shared/run/reduceRun.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { revealSaved } from './revealSaved.ts'

const done = (...paths: readonly string[]): Step => ({
  phase: 'done',
  startedAt: 0,
  finishedAt: 1,
  outputs: { images: paths.map((one, index) => ({ ...fakeMedia(index), path: one })) },
  reused: false,
  cost: null,
})

/** Runs that have saved one file, and recorded others. */
function savedRuns(out?: string) {
  const folder = testFolder()
  const path = join(folder, 'a.png')
  writeFileSync(path, '')
  const steps = {
    save: done(path, join(folder, 'gone.png')),
    odd: done('a.png', join(folder, '../other.png'), '/etc/passwd'),
  }
  const request = { mode: 'live', only: null, targets: null, out: out ?? folder, folder: '' } as const
  const source = { workflow: '', request: { ...request, pictures: [], concurrency: 1, fresh: false } }
  return { path, runs: { steps: () => steps, source: () => source } }
}

test('a file that the run has saved is shown in its folder', async () => {
  const { path, runs } = savedRuns()
  const shown: string[] = []
  await revealSaved({ run: 'r', node: 'save', index: 0 }, runs, (one) => shown.push(one))
  expect(shown).toEqual([path])
})

test.each([
  ['a file that is gone', 'save', 1, 'file.unreadable'],
  ['a file that the node has not saved', 'save', 2, 'input.invalid'],
  ['a node that is not in the run', 'other', 0, 'input.invalid'],
  ['a name of every object', 'constructor', 0, 'input.invalid'],
  ['a path that is not absolute', 'odd', 0, 'input.invalid'],
  ['a path beside the folder of the run', 'odd', 1, 'input.invalid'],
  ['a path elsewhere', 'odd', 2, 'input.invalid'],
])('of %s nothing is shown', async (_, node, index, code) => {
  const shown: string[] = []
  const { runs } = savedRuns()
  await expect(revealSaved({ run: 'r', node, index }, runs, (one) => shown.push(one))).rejects.toMatchObject({
    code,
  })
  expect(shown).toEqual([])
})

test('of an imported run, whose paths are from somebody else, nothing is shown', async () => {
  const { runs } = savedRuns('')
  await expect(
    revealSaved({ run: 'r', node: 'save', index: 0 }, runs, () => undefined),
  ).rejects.toMatchObject({ code: 'input.invalid' })
})

test('a host without a screen says so', async () => {
  const { runs } = savedRuns()
  await expect(revealSaved({ run: 'r', node: 'save', index: 0 }, runs, undefined)).rejects.toThrow(
    'no screen',
  )
})

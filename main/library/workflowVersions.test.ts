import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { testLibrary } from './libraryFixture.ts'
import { createRuns } from './runs.ts'
import { createWorkflowVersions } from './workflowVersions.ts'

const library = testLibrary()
const versions = () => createWorkflowVersions(library.database)
const textOf = (name: string): string => writeWorkflow(workflowOf({ a: 'test/draw' }, [], name))
const shown = async () =>
  (await versions().list('w')).map(({ at, name, from, run }) => ({ at, name, from, run }))

function run(id: string, workflow: string, at: number): void {
  const out = { out: '', folder: '', pictures: [], concurrency: 1, fresh: false }
  const request = { mode: 'practice' as const, only: null, targets: null, ...out }
  createRuns(library.database).start({ id, name: 'W', accounts: {}, workflow, request, at, savedId: 'w' })
}

test('each save and each run is a version, the newest first, and the same text is one', async () => {
  versions().add('w', textOf('one'), 100)
  versions().add('w', textOf('two'), 200)
  versions().add('w', textOf('one'), 300)
  versions().add('other', textOf('three'), 400)
  run('r1', textOf('two'), 250)
  run('r2', textOf('ran'), 350)
  const outputs = { image: fakeMedia(1) }
  const done = { type: 'step.done', node: 'a', at: 360, outputs, reused: false, cost: null } as const
  createRuns(library.database).record('r2', done)
  expect(await shown()).toEqual([
    { at: 350, name: null, from: 'run', run: 'r2' },
    { at: 300, name: null, from: 'save', run: null },
    { at: 250, name: null, from: 'save', run: 'r1' },
  ])
  const [newest] = await versions().list('w')
  expect(newest?.media).toEqual(fakeMedia(1))
  expect(versions().text('w', newest?.id ?? '')).toBe(textOf('ran'))
})

test('a version can be named, also one that was only run, and then stays', async () => {
  run('r1', textOf('first'), 1)
  versions().name('w', 'r1', 'Before the storm')
  for (let at = 2; at < 80; at++) versions().add('w', textOf(`save ${at}`), at)
  expect(await shown()).toHaveLength(51)
  expect((await shown()).at(-1)).toEqual({ at: 1, name: 'Before the storm', from: 'save', run: 'r1' })
  const last = (await versions().list('w')).at(-1)
  versions().name('w', last?.id ?? '', null)
  expect((await shown()).at(-1)?.name).toBeNull()
})

test('what is of another workflow, or unknown, is refused', () => {
  run('r1', textOf('first'), 1)
  expect(() => versions().text('other', 'r1')).toThrow('not in the library any more')
  expect(() => versions().name('w', 'r2', 'x')).toThrow('not in the library any more')
})

test('others have their turn while the versions of many runs are read', async () => {
  for (const id of ['r1', 'r2']) run(id, textOf(id), 1)
  const ended: string[] = []
  setImmediate(() => ended.push('another request'))
  await versions().list('w')
  ended.push('the list')
  expect(ended).toEqual(['another request', 'the list'])
})

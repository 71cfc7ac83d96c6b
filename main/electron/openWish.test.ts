import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { testFolder } from '../session/testing/testFolder.ts'
import { testSession } from '../session/testing/testSession.ts'
import { openWish } from './openWish.ts'

const text = writeWorkflow(workflowOf({ a: { type: 'test/text', values: { text: 'x' } } }))

test('a workflow is shown as it lies on the disk, under the name of its file, and nothing runs', async () => {
  const { local } = await testSession()
  const path = join(testFolder(), 'Harbour.patchbay.json')
  writeFileSync(path, text)
  expect(await openWish({ open: 'file', path }, local)).toEqual({ type: 'opened', name: 'Harbour', text })
  expect(await local['run.list']({})).toEqual([])
})

test('a link is shown as it came, and nothing runs', async () => {
  const { local } = await testSession()
  expect(await openWish({ open: 'preview', name: 'L', text }, local)).toEqual({
    type: 'opened',
    name: 'L',
    text,
  })
  expect(await local['run.list']({})).toEqual([])
})

test('what is no workflow is handed to the page, which says what is wrong with it', async () => {
  const { local } = await testSession()
  const path = join(testFolder(), 'x.json')
  writeFileSync(path, '{"no":"workflow"}')
  expect(await openWish({ open: 'file', path }, local)).toEqual({
    type: 'opened',
    name: 'x',
    text: '{"no":"workflow"}',
  })
})

test.each(['gone.json', 'folder.json'])(
  '%s cannot be opened, and that is said with its path',
  async (name) => {
    const { local } = await testSession()
    const folder = testFolder()
    mkdirSync(join(folder, 'folder.json'))
    await expect(openWish({ open: 'file', path: join(folder, name) }, local)).rejects.toMatchObject({
      code: 'file.unreadable',
      message: expect.stringContaining(name),
    })
  },
)

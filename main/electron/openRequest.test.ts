import { execFileSync } from 'node:child_process'
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { testRegistry } from '#shared/testing/nodeTypes.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { findWorkflow } from '../metadata/findWorkflow.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { testSession } from '../host/testing/testSession.ts'
import type { FindWorkflow } from './openRequest.ts'
import { openRequest } from './openRequest.ts'

const find: FindWorkflow = (bytes, name) => Promise.resolve(findWorkflow(bytes, name, testRegistry()))

const text = writeWorkflow(workflowOf({ a: { type: 'test/text', values: { text: 'x' } } }))

test('a workflow is shown as it is on the disk, under the name of its file, and nothing runs', async () => {
  const { local } = await testSession()
  const path = join(testFolder(), 'Harbour.patchbay.json')
  writeFileSync(path, text)
  expect(await openRequest({ open: 'file', path }, find)).toEqual({ type: 'opened', name: 'Harbour', text })
  expect(await local['run.list']({})).toEqual([])
})

test('a link is shown as it came, and nothing runs', async () => {
  const { local } = await testSession()
  expect(await openRequest({ open: 'preview', name: 'L', text }, find)).toEqual({
    type: 'opened',
    name: 'L',
    text,
  })
  expect(await local['run.list']({})).toEqual([])
})

test('a file that is not a workflow is passed to the page, which reports what is wrong with it', async () => {
  const path = join(testFolder(), 'x.json')
  writeFileSync(path, '{"no":"workflow"}')
  expect(await openRequest({ open: 'file', path }, find)).toEqual({
    type: 'opened',
    name: 'x',
    text: '{"no":"workflow"}',
  })
})

test.each(['gone.json', 'folder.json'])('%s cannot be opened, and the error names its path', async (name) => {
  const folder = testFolder()
  mkdirSync(join(folder, 'folder.json'))
  await expect(openRequest({ open: 'file', path: join(folder, name) }, find)).rejects.toMatchObject({
    code: 'file.unreadable',
    message: expect.stringContaining(name),
  })
})

/** A file of a given size with this start: the rest takes no room on the disk. */
function largeFile(name: string, beginning: Uint8Array | string, size: number): string {
  const path = join(testFolder(), name)
  writeFileSync(path, beginning)
  truncateSync(path, size)
  return path
}

const png = Buffer.from('89504e470d0a1a0a', 'hex')

test.each([
  ['a workflow', 'x.json', '{"format":', 8 * 2 ** 20 + 1, 8],
  ['a picture', 'x.png', png, 64 * 2 ** 20 + 1, 64],
  ['a workflow that is called a picture', 'x.png', '{"format":', 8 * 2 ** 20 + 1, 8],
  ['more than fits into memory', 'x.json', '{', 2 ** 40, 8],
] as const)('%s that is too large is refused before it is read', async (_, name, beginning, size, max) => {
  const path = largeFile(name, beginning, size)
  await expect(openRequest({ open: 'file', path }, find)).rejects.toMatchObject({
    code: 'file.unreadable',
    message: `${path} is larger than ${max} MiB, the maximum.`,
  })
})

test.each([
  ['x.png', Buffer.from('GIF89a')],
  ['x.json', Buffer.from('0000001c6674797061766966', 'hex')],
])('%s, which cannot contain a workflow, is not read beyond its start', async (name, beginning) => {
  const path = largeFile(name, beginning, 2 ** 40)
  await expect(openRequest({ open: 'file', path }, find)).rejects.toMatchObject({
    code: 'file.unreadable',
    message: expect.stringContaining('carries no workflow'),
  })
})

test.skipIf(process.platform === 'win32')('a pipe does not block', async () => {
  const path = join(testFolder(), 'x.json')
  execFileSync('mkfifo', [path])
  await expect(openRequest({ open: 'file', path }, find)).rejects.toMatchObject({
    message: `${path} is not a file.`,
  })
})

import { execFileSync } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAX_FILE_BYTES, readWorkflowFile } from './workflowFile.ts'

let root: string
let folder: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'patchbay-workflow-')))
  folder = join(root, 'work')
  mkdirSync(join(folder, 'pictures'), { recursive: true })
  writeFileSync(join(folder, 'pictures', 'cat.png'), 'cat')
  writeFileSync(join(root, 'secret.png'), 'secret')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const read = async (file: string, trusted: (path: string) => boolean = () => false): Promise<string> =>
  Buffer.from(await readWorkflowFile(file, { folder, trusted })).toString('utf8')

test.each(['pictures/cat.png', './pictures/cat.png', 'pictures\\cat.png', 'pictures//cat.png'])(
  '%j is resolved to the file beside the workflow',
  async (file) => {
    expect(await read(file)).toBe('cat')
  },
)

test.each([
  ['../secret.png', "it leads out of the workflow's folder"],
  ['pictures/../../secret.png', "it leads out of the workflow's folder"],
  ['pictures/../pictures/cat.png', "it leads out of the workflow's folder"],
  ['..\\secret.png', "it leads out of the workflow's folder"],
  ['/etc/passwd', 'it starts from a root; a workflow names files by their place in its own folder'],
  ['\\\\server\\share\\x', 'it starts from a root; a workflow names files by their place in its own folder'],
  ['C:secret.png', 'it starts from a root; a workflow names files by their place in its own folder'],
  ['CON', 'it is the name of a device'],
  ['pictures/nul.png', 'it is the name of a device'],
  ['cat\0.png', 'it has a null character in its name'],
])('%j is refused', async (file, why) => {
  await expect(read(file)).rejects.toMatchObject({
    code: 'file.refused',
    message: `${JSON.stringify(file)} is not read: ${why}.`,
  })
})

test('a link out of the folder is refused, a link inside it is followed', async () => {
  symlinkSync(join(root, 'secret.png'), join(folder, 'out.png'))
  symlinkSync(root, join(folder, 'up'))
  symlinkSync(join(folder, 'pictures', 'cat.png'), join(folder, 'in.png'))
  await expect(read('out.png')).rejects.toMatchObject({ code: 'file.refused' })
  await expect(read('up/secret.png')).rejects.toMatchObject({ code: 'file.refused' })
  expect(await read('in.png')).toBe('cat')
})

test('a workflow folder that is itself a link gives no access outside of it', async () => {
  symlinkSync(folder, join(root, 'link'))
  const there = { folder: join(root, 'link'), trusted: () => false }
  expect(Buffer.from(await readWorkflowFile('pictures/cat.png', there)).toString()).toBe('cat')
})

test('a file that the user has named may be anywhere, and only that one', async () => {
  const trusted = (path: string): boolean => path === join(root, 'secret.png')
  linkSync(join(root, 'secret.png'), join(root, 'other.png'))
  expect(await read(join(root, 'secret.png'), trusted)).toBe('secret')
  expect(await read('../secret.png', trusted)).toBe('secret')
  await expect(read(join(root, 'other.png'), trusted)).rejects.toMatchObject({ code: 'file.refused' })
})

test.each([
  ['pictures/dog.png', 'pictures/dog.png cannot be read: there is no such file or folder.'],
  ['pictures', 'pictures cannot be read: it is a folder.'],
  ['pictures/cat.png/x', 'pictures/cat.png/x cannot be read: a part of its path is not a folder.'],
])('%j cannot be read, and the reason is reported', async (file, message) => {
  await expect(read(file)).rejects.toMatchObject({ code: 'file.unreadable', message })
})

test.skipIf(process.platform === 'win32')('a pipe is not waited for', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.png')])
  await expect(read('pipe.png')).rejects.toMatchObject({
    code: 'file.unreadable',
    message: 'pipe.png cannot be read: it is not a regular file.',
  })
})

test('a file over the cap is refused before it is read', async () => {
  const path = join(folder, 'large.png')
  writeFileSync(path, '')
  truncateSync(path, MAX_FILE_BYTES + 1)
  await expect(read('large.png')).rejects.toMatchObject({
    code: 'picture.large',
    message: 'large.png has more than 256 MiB.',
  })
})

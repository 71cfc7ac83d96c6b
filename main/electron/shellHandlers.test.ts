import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import { createAssetFolder } from '../assets/assetFolder.ts'
import { noShell } from '../host/noShell.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { createShellHandlers } from './shellHandlers.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'
import { createFakeWindow } from './testing/fakeWindow.ts'

async function start() {
  const { electron, calls } = createFakeElectron()
  const { window, calls: done } = createFakeWindow({})
  const assets = createAssetFolder(join(testFolder(), 'assets'))
  const picture = { create: { width: 8, height: 8, channels: 3, background: 'red' } } as const
  const bytes = await sharp(picture).png().toBuffer()
  const sha256 = await assets.save(bytes, 'png')
  const media: Media = { media: 'image', sha256, mime: 'image/png', bytes: bytes.length, width: 8, height: 8 }
  const received: unknown[] = []
  const folder = join(testFolder(), 'pictures')
  const handlers = createShellHandlers(electron, {
    open: (wanted) =>
      wanted === sha256 ? Promise.resolve(media) : Promise.reject(new AppError('file.unreadable', 'gone')),
    assets,
    thumbnails: { get: () => Promise.resolve(assets.pathOf(sha256, 'png')) },
    window: { withContents: (act) => act(window.webContents) },
    folder,
    onCommands: (commands) => void received.push(...commands),
  })
  return { handlers, calls, done, received, folder, sha256, path: assets.pathOf(sha256, 'png') }
}

test('a result is shown in its folder by its hash', async () => {
  const { handlers, calls, sha256, path } = await start()
  await handlers['shell.reveal']({ sha256 })
  expect(calls).toEqual([['showItemInFolder', path]])
})

test('the folder of saved images is opened, also before there is one', async () => {
  const { handlers, calls, folder } = await start()
  await handlers['shell.openFolder']({})
  expect(calls).toEqual([['openPath', folder]])
  expect(existsSync(folder)).toBe(true)
})

test('a result is dragged out as its file, with a thumbnail of it', async () => {
  const { handlers, done, sha256, path } = await start()
  await handlers['shell.drag']({ sha256 })
  expect(done).toEqual([['startDrag', { file: path, icon: { icon: true } }]])
})

test('a hash that is no asset gives access to nothing', async () => {
  const { handlers, calls, done } = await start()
  for (const name of ['shell.reveal', 'shell.drag'] as const)
    await expect(handlers[name]({ sha256: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'file.unreadable',
    })
  expect([calls, done]).toEqual([[], []])
})

test('the commands of the page are passed on', async () => {
  const { handlers, received } = await start()
  const save = { id: 'file.save', title: 'Save', group: 'File', keys: 'Mod+S' }
  await handlers['shell.commands']({ commands: [save] })
  expect(received).toEqual([save])
})

test('in a browser there are no menus, and no file is dragged out', () => {
  expect(noShell['shell.commands']({ commands: [] })).toEqual({})
  expect(() => noShell['shell.drag']({ sha256: '0'.repeat(64) })).toThrow('Only the desktop app')
})

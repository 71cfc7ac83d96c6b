import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { findFfmpeg } from './findFfmpeg.ts'

/** A folder with a program of this name. */
function folderWith(name: string): string {
  const folder = testFolder()
  writeFileSync(join(folder, name), '')
  chmodSync(join(folder, name), 0o755)
  return folder
}

// FreeBSD has no folders that are always looked at.
const platform = 'freebsd'

test('the first FFmpeg of the PATH is used, and none of a relative folder', async () => {
  const [one, other] = [folderWith('ffmpeg'), folderWith('ffmpeg')]
  const PATH = ['.', 'bin', testFolder(), one, other].join(delimiter)
  expect(await findFfmpeg({ platform, env: { PATH } })).toBe(join(one, 'ffmpeg'))
  await expect(findFfmpeg({ platform, env: { PATH: ['.', ''].join(delimiter) } })).rejects.toThrow('FFmpeg')
})

test('on Windows it is the program with its ending, by the name that Windows gives the PATH', async () => {
  const folder = folderWith('ffmpeg.exe')
  expect(await findFfmpeg({ platform: 'win32', env: { Path: folder } })).toBe(join(folder, 'ffmpeg.exe'))
})

test('PATCHBAY_FFMPEG comes first, and is an error where it is wrong', async () => {
  const [one, other] = [folderWith('ffmpeg'), folderWith('mine')]
  const env = { PATH: one, PATCHBAY_FFMPEG: join(other, 'mine') }
  expect(await findFfmpeg({ platform, env })).toBe(join(other, 'mine'))
  await expect(findFfmpeg({ platform, env: { PATH: one, PATCHBAY_FFMPEG: 'ffmpeg' } })).rejects.toMatchObject(
    {
      code: 'file.unreadable',
      message: 'PATCHBAY_FFMPEG is "ffmpeg", where no program is.',
    },
  )
})

test.each([
  ['win32', 'winget install Gyan.FFmpeg'],
  ['freebsd', 'sudo apt install ffmpeg'],
] as const)('without one, the error says how to get it on %s', async (system, command) => {
  const found = findFfmpeg({ platform: system, env: { PATH: testFolder() } })
  await expect(found).rejects.toMatchObject({ code: 'file.unreadable' })
  await expect(found).rejects.toThrow(command)
  await expect(found).rejects.toThrow(
    'A frame of a video can only be read with FFmpeg, which is not on this machine.',
  )
})

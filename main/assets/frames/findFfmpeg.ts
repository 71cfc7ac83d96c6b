import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { AppError } from '#shared/errors.ts'

/** What is looked at to find the program. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<NodeJS.ProcessEnv>
}

/** A program that is started from a desktop does not have the folders of the user's shell. */
const usualFolders: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['/opt/homebrew/bin', '/usr/local/bin'],
  linux: ['/usr/bin', '/usr/local/bin'],
}

const commands: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'On a Mac: brew install ffmpeg.',
  win32: 'On Windows: winget install Gyan.FFmpeg.',
}
const onLinux = 'On Debian and Ubuntu: sudo apt install ffmpeg; on Fedora: sudo dnf install ffmpeg-free.'

/**
 * The path of FFmpeg: as `PATCHBAY_FFMPEG` says, or as found on the PATH. Only absolute folders count, because the
 * current one may have come from anywhere. Rejects with `file.unreadable`, which says how to get it.
 */
export async function findFfmpeg({ platform, env }: Machine): Promise<string> {
  const named = env['PATCHBAY_FFMPEG'] ?? ''
  if (named !== '') {
    if (isAbsolute(named) && (await isProgram(named))) return named
    throw new AppError('file.unreadable', `PATCHBAY_FFMPEG is ${JSON.stringify(named)}, where no program is.`)
  }
  const folders = [...(env['PATH'] ?? env['Path'] ?? '').split(delimiter), ...(usualFolders[platform] ?? [])]
  for (const folder of folders) {
    const path = join(folder, platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg')
    if (isAbsolute(folder) && (await isProgram(path))) return path
  }
  throw new AppError(
    'file.unreadable',
    `A frame of a video can only be read with FFmpeg, which is not on this machine. ${commands[platform] ?? onLinux} Then run it again. If FFmpeg is in another place, set PATCHBAY_FFMPEG to its path.`,
  )
}

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )

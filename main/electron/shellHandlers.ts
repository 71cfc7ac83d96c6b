import { mkdir, readFile } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'
import type { Handlers } from '#shared/api/serve.ts'
import type { ShellCommand } from '#shared/api/records.ts'
import type { Media } from '#shared/ports/value.ts'
import type { AssetFolder } from '../assets/assetFolder.ts'
import { decode, fromSamples } from '../assets/codec.ts'
import type { Thumbnails } from '../assets/thumbnails.ts'
import type { Electron } from './electron.ts'
import type { Window } from './openWindow.ts'

export interface ShellHandlersOptions {
  /** Finds an asset; rejects if there is none. */
  readonly open: (sha256: string) => Promise<Media>
  readonly assets: Pick<AssetFolder, 'pathOf' | 'endingOf'>
  readonly thumbnails: Pick<Thumbnails, 'get'>
  readonly window: Pick<Window, 'withContents'>
  /** The folder that saved images go to. */
  readonly folder: string
  readonly onCommands: (commands: readonly ShellCommand[]) => void
}

/** The longer side of the drag image, in pixels. */
const ICON = 96
/** Red, green and blue of the tile for files without a picture. */
const COLOUR = [0x64, 0xb5, 0xf6]

/** The requests that only a desktop can serve. Files are named only by their hash. */
export function createShellHandlers(
  { nativeImage, shell }: Pick<Electron, 'nativeImage' | 'shell'>,
  { open, assets, folder, thumbnails, window, onCommands }: ShellHandlersOptions,
): Pick<Handlers, Extract<keyof Handlers, `shell.${string}`>> {
  const pathOf = (media: Media): string => assets.pathOf(media.sha256, assets.endingOf(media) ?? '')
  return {
    'shell.commands'({ commands }) {
      onCommands(commands)
      return {}
    },
    async 'shell.reveal'({ sha256 }) {
      shell.showItemInFolder(pathOf(await open(sha256)))
      return {}
    },
    async 'shell.openFolder'() {
      // Until something is saved there is none.
      await mkdir(folder, { recursive: true })
      const problem = await shell.openPath(folder)
      if (problem !== '') throw new AppError('file.unreadable', `${folder} cannot be opened: ${problem}`)
      return {}
    },
    async 'shell.drag'({ sha256 }) {
      const media = await open(sha256)
      const icon = nativeImage.createFromBuffer(await drawIcon(media, thumbnails))
      window.withContents((contents) => contents.startDrag({ file: pathOf(media), icon }))
      return {}
    },
  }
}

/** As PNG, the one format that every system accepts; a plain tile for files without a thumbnail. */
async function drawIcon(media: Media, thumbnails: Pick<Thumbnails, 'get'>): Promise<Buffer> {
  try {
    const small = await thumbnails.get(media, 256)
    return await (await decode(await readFile(small))).resize(ICON, ICON, { fit: 'inside' }).png().toBuffer()
  } catch {
    const tile = Uint8Array.from({ length: ICON * ICON * 3 }, (_, at) => COLOUR[at % 3] ?? 0)
    return fromSamples(tile, { width: ICON, height: ICON, channels: 3 }).png().toBuffer()
  }
}

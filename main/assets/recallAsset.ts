import { AppError } from '#shared/errors.ts'
import { endings } from '#shared/media/formats.ts'
import { isPicture, mimeOfEnding } from '#shared/media/kinds.ts'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import type { AssetFolder } from './assetFolder.ts'
import { checkFormat, headOfFile } from './checkFormat.ts'
import type { Probe } from './probeMedia.ts'
import { measurePicture } from './probePicture.ts'

/**
 * The asset with this SHA-256, as one of this kind: its bytes are verified. Rejects with `file.unreadable`, or with
 * `picture.*` if it is of another kind.
 */
export async function recallAsset(
  folder: AssetFolder,
  sha256: string,
  kind: MediaKind,
  probe: Probe,
): Promise<Media> {
  const ending = endings.find((one) => folder.has(sha256, one))
  if (ending === undefined)
    throw new AppError('file.unreadable', `The library has no asset ${sha256}.`, {
      data: { asset: sha256 },
    })
  const name = `the asset ${sha256}`
  if (isPicture(kind)) {
    const bytes = await folder.read(sha256, ending)
    const { mime } = checkFormat(bytes, kind, name)
    return { media: kind, mime, ...(await measurePicture(bytes, name)), sha256, bytes: bytes.length }
  }
  const bytes = await folder.check(sha256, ending)
  if (kind === 'file') return { media: kind, mime: mimeOfEnding(ending) ?? '', sha256, bytes }
  const { mime } = checkFormat(await headOfFile(folder.pathOf(sha256, ending)), kind, name)
  // A workflow of an earlier version may use a sound as a video.
  const { kind: _, ...measures } = await probe(folder.pathOf(sha256, ending), kind)
  return { media: kind, mime, sha256, bytes, ...measures }
}

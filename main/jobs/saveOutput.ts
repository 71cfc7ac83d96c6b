import { AppError } from '#shared/errors.ts'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import type { Assets, Origin } from '#shared/services.ts'
import { mimeOf, sniffFormat } from '#main/assets/mediaFormat.ts'
import type { PlannedOutput } from './outputPlan.ts'
import { guessKind, nameAt } from './outputPlan.ts'

export interface CameOutput {
  readonly bytes: Uint8Array
  /** As its server named it; '' where it did not. */
  readonly mime: string
}

/** Types under which servers and whatever stands before them answer in place of a picture. */
const accidental = /^$|^(image|video|audio|text)\/|^application\/(octet-stream|json|problem\+json|xml)$/

/**
 * Keeps the bytes of an output, whatever they are: as what they are said to be where that is true, as what their first bytes
 * tell, else as a file with its type and name. With `strict`, what is said to be a picture and is none that can be read
 * throws `picture.broken`: it may have been cut off on its way.
 */
export async function saveOutput(
  { bytes, mime }: CameOutput,
  planned: PlannedOutput,
  {
    assets,
    origin,
    strict,
  }: { readonly assets: Pick<Assets, 'put'>; readonly origin: Origin; readonly strict: boolean },
): Promise<Media> {
  const declaredKind = guessKind(mime, planned)
  const detectedKind = kindOfBytes(bytes)
  const tries = [declaredKind, detectedKind].filter((kind) => kind !== null && kind !== 'file')
  for (const kind of new Set(tries)) {
    if (kind === null) continue
    try {
      return await assets.put(bytes, kind, origin)
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !isNoPicture(thrown)) throw thrown
      // Where its server calls it something else by name, that is no accident of the way.
      if (
        strict &&
        accidental.test(mime) &&
        thrown.code === 'picture.broken' &&
        (detectedKind ?? kind) === kind
      )
        throw thrown
    }
  }
  const name = nameAt(planned.address)
  return assets.put(bytes, 'file', origin, { mime, ...(name !== undefined && { name }) })
}

const isNoPicture = ({ code }: AppError): boolean => code === 'picture.broken' || code === 'picture.large'

function kindOfBytes(bytes: Uint8Array): MediaKind | null {
  const format = sniffFormat(bytes)
  if (format === null) return null
  if (mimeOf(format, 'picture') !== undefined) return 'image'
  return mimeOf(format, 'video') === undefined ? 'audio' : 'video'
}

import { AppError } from '#shared/errors.ts'
import { sniffFormat } from '#shared/media/formats.ts'
import { kindOfFormat } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Assets, Content, Origin } from '#shared/services.ts'
import { headOf } from '#shared/services.ts'
import type { PlannedOutput } from './outputPlan.ts'
import { guessKind, nameAt } from './outputPlan.ts'

export interface CameOutput {
  readonly bytes: Content
  /** The name from its server; '' without one. */
  readonly mime: string
}

/** Media types with which servers and proxies answer in place of a picture. */
const accidental = /^$|^(image|video|audio|text)\/|^application\/(octet-stream|json|problem\+json|xml)$/

interface SaveOptions {
  readonly assets: Pick<Assets, 'put'>
  readonly origin: Origin
  readonly strict: boolean
}

/**
 * Stores an output, whatever it is: as the declared type if that is right, else by its first bytes, else as a file with
 * its type and name. With `strict`, a declared picture that cannot be read throws `picture.broken`: it may have been
 * truncated on its way. A received file that is not stored is discarded.
 */
export async function saveOutput(
  came: CameOutput,
  planned: PlannedOutput,
  options: SaveOptions,
): Promise<Media> {
  try {
    return await save(came, planned, options)
  } catch (thrown) {
    if (!(came.bytes instanceof Uint8Array)) await came.bytes.discard()
    throw thrown
  }
}

async function save(
  { bytes, mime }: CameOutput,
  planned: PlannedOutput,
  { assets, origin, strict }: SaveOptions,
): Promise<Media> {
  const declaredKind = guessKind(mime, planned)
  const format = sniffFormat(headOf(bytes))
  const detectedKind = format === null ? null : kindOfFormat(format)
  const tries = [declaredKind, detectedKind].filter((kind) => kind !== null && kind !== 'file')
  const name = nameAt(planned.address)
  const details = { mime, ...(name !== undefined && { name }) }
  for (const kind of new Set(tries)) {
    if (kind === null) continue
    try {
      // What the endpoint itself calls a video is one, whatever is in it.
      const isGuess = kind === 'video' && planned.kind !== 'video'
      return await assets.put(bytes, kind, origin, isGuess ? { ...details, isGuess } : details)
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !isNoPicture(thrown)) throw thrown
      // If its server declares another type explicitly, that is no transmission error.
      if (
        strict &&
        accidental.test(mime) &&
        thrown.code === 'picture.broken' &&
        (detectedKind ?? kind) === kind
      )
        throw thrown
    }
  }
  return assets.put(bytes, 'file', origin, details)
}

const isNoPicture = ({ code }: AppError): boolean => code === 'picture.broken' || code === 'picture.large'

import { AppError } from '#shared/errors.ts'
import { sniffFormat } from '#shared/media/formats.ts'
import { kindOfFormat } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Assets, Origin } from '#shared/services.ts'
import type { PlannedOutput } from './outputPlan.ts'
import { guessKind, nameAt } from './outputPlan.ts'

export interface CameOutput {
  readonly bytes: Uint8Array
  /** The name from its server; '' without one. */
  readonly mime: string
}

/** Media types with which servers and proxies answer in place of a picture. */
const accidental = /^$|^(image|video|audio|text)\/|^application\/(octet-stream|json|problem\+json|xml)$/

/**
 * Stores the bytes of an output, whatever they are: as the declared type if that is right, else by their first bytes,
 * else as a file with its type and name. With `strict`, a declared picture that cannot be read throws `picture.broken`:
 * it may have been truncated on its way.
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
  const format = sniffFormat(bytes)
  const detectedKind = format === null ? null : kindOfFormat(format)
  const tries = [declaredKind, detectedKind].filter((kind) => kind !== null && kind !== 'file')
  const name = nameAt(planned.address)
  const details = { mime, ...(name !== undefined && { name }) }
  for (const kind of new Set(tries)) {
    if (kind === null) continue
    try {
      return await assets.put(bytes, kind, origin, details)
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

import { AppError } from '#shared/errors.ts'
import { factsOf } from '#shared/media/kinds.ts'
import type { Media, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Clock, Origin, WireValue } from '#shared/services.ts'
import type { MediaTarget } from './mediaLimits.ts'
import type { MediaPlan } from './planMedia.ts'
import { planMedia } from './planMedia.ts'

/** The ways to upload a file, of which only matters which there are. */
interface Ways {
  readonly own?: unknown
  readonly shrink?: unknown
  readonly share?: unknown
}

interface CheckTools extends MediaTarget {
  readonly assets: { originOf?(sha256: string): Origin | undefined }
  isOwnOutput(address: string): boolean
  readonly now: number
  readonly uploads?: Ways | undefined
}

/** Throws `media.unsendable` for a file that cannot be sent, before any other is read or uploaded. */
export function checkFiles(value: WireValue, tools: CheckTools, field = ''): void {
  if (typeof value !== 'object' || value === null) return
  if (!isMedia(value)) {
    for (const [key, item] of Object.entries(value))
      checkFiles(
        item,
        tools,
        Array.isArray(value) ? `${field}[${key}]` : field === '' ? key : `${field}.${key}`,
      )
    return
  }
  // Pictures are prepared first, which changes their size.
  if (factsOf[value.media].sentAs === 'picture') return
  const { ways, refusal } = planOf(value, tools.assets.originOf?.(value.sha256), tools)
  if (ways.length === 0) throw unsendable(field, refusal ?? '', tools)
}

/** The ways of a file by what the user has enabled. */
export const planOf = (media: Media, origin: Origin | undefined, tools: CheckTools): MediaPlan => {
  const { own, shrink, share } = tools.uploads ?? {}
  const has = { upload: own !== undefined, smallerCopies: shrink !== undefined, bucket: share !== undefined }
  return planMedia(media, origin, { ...tools, has })
}

/** `smaller`: it could be sent as a smaller copy if the user allowed that. */
export const unsendable = (
  field: string,
  why: string,
  { title }: Pick<MediaTarget, 'title'>,
  smaller = false,
): AppError =>
  new AppError('media.unsendable', `${field} cannot be sent to ${title}: ${why}.`, {
    data: { field, ...(smaller && { smallerCopies: false }) },
  })

/**
 * Checks an input before its job exists: returns the `media.unsendable` that it would end with because of a film, a sound
 * or another file that is sent as it is; null if there is none.
 */
export const createFileCheck =
  ({
    uploads,
    clock,
    ...tools
  }: Omit<CheckTools, 'now' | 'uploads'> & {
    readonly uploads: () => Promise<Ways>
    readonly clock: Pick<Clock, 'now'>
  }) =>
  async (input: Values): Promise<AppError | null> => {
    if (!Object.values(input).some(hasFile)) return null
    try {
      checkFiles(input, { ...tools, now: clock.now(), uploads: await uploads() })
      return null
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'media.unsendable') return thrown
      throw thrown
    }
  }

/** Whether a value is, or contains, a file that is sent as it is. */
function hasFile(value: WireValue): boolean {
  if (typeof value !== 'object' || value === null) return false
  return isMedia(value) ? factsOf[value.media].sentAs === 'file' : Object.values(value).some(hasFile)
}

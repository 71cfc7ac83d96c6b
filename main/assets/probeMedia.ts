import { open } from 'node:fs/promises'
import type { MediaKind } from '#shared/ports/value.ts'
import { factsOf } from '#shared/media/kinds.ts'

/** What the container of a film or sound says about it: see `Media`. Empty if nothing can be found out. */
export interface Measures {
  readonly width?: number
  readonly height?: number
  readonly duration?: number
  readonly fps?: number
  /** What it is, if it was taken for a video and has only sound. */
  readonly kind?: 'audio'
}

/** Measures a file of a kind. Never rejects: what cannot be found out is left out. */
export type Probe = (path: string, kind: MediaKind) => Promise<Measures>

/** How much of a file is read at most: whatever tells its duration is at its start, its end, or in an index. */
const MAX_READ_BYTES = 64 * 2 ** 20

/**
 * Measures a film or a sound without decoding it, and without reading all of it. The file is untrusted: this runs on a
 * thread that can be ended. Rejects if it is damaged, or is no container of a known format.
 */
export async function probeMedia(path: string, kind: MediaKind): Promise<Measures> {
  if (factsOf[kind].reader !== 'container') return {}
  // Only where it is used: most files are pictures.
  const [{ openContainer }, { frameRate }] = await Promise.all([
    import('./clips/openContainer.ts'),
    import('./clips/frameRate.ts'),
  ])
  const file = await open(path)
  try {
    const { size } = await file.stat()
    using input = openContainer(file, size, MAX_READ_BYTES)
    const duration = (await input.getDurationFromMetadata()) ?? (await input.computeDuration())
    const track = kind === 'video' ? await input.getPrimaryVideoTrack() : null
    if (track === null)
      return {
        ...measure('duration', duration),
        ...(kind === 'video' && (await input.getPrimaryAudioTrack()) !== null && { kind: 'audio' as const }),
      }
    return {
      ...measure('width', Math.round(await track.getDisplayWidth())),
      ...measure('height', Math.round(await track.getDisplayHeight())),
      ...measure('duration', duration),
      ...measure('fps', await frameRate(track)),
    }
  } finally {
    await file.close()
  }
}

/** To a thousandth: the containers' own clocks are not exact either. */
function measure<Name extends Exclude<keyof Measures, 'kind'>>(
  name: Name,
  value: number,
): Pick<Measures, Name> {
  const rounded = Math.round(value * 1000) / 1000
  // The cast: an object of one field, or of none, which every field allows.
  return (Number.isFinite(rounded) && rounded > 0 ? { [name]: rounded } : {}) as Pick<Measures, Name>
}

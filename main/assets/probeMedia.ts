import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import type { MediaKind } from '#shared/ports/value.ts'
import { factsOf } from '#shared/media/kinds.ts'

/** What the container of a film or sound says about it: see `Media`. Empty if nothing can be found out. */
export interface Measures {
  readonly width?: number
  readonly height?: number
  readonly duration?: number
  readonly fps?: number
}

/** Measures a file of a kind. Never rejects: what cannot be found out is left out. */
export type Probe = (path: string, kind: MediaKind) => Promise<Measures>

/** How much of a file is read at most: whatever tells its duration is at its start, its end, or in an index. */
const MAX_READ_BYTES = 64 * 2 ** 20
/** The memory that a reader may keep of what it has read. */
const MAX_CACHED_BYTES = 8 * 2 ** 20
/** How many frames tell the rate: more of them take longer to find. */
const COUNTED_FRAMES = 60

/**
 * Measures a film or a sound without decoding it, and without reading all of it. The file is untrusted: this runs on a
 * thread that can be ended. Rejects if it is damaged, or is no container of a known format.
 */
export async function probeMedia(path: string, kind: MediaKind): Promise<Measures> {
  if (factsOf[kind].reader !== 'container') return {}
  // Only where it is used: most files are pictures.
  const { ALL_FORMATS, CustomSource, Input } = await import('mediabunny')
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const source = new CustomSource({
      getSize: () => size,
      read: createReader(file),
      maxCacheSize: MAX_CACHED_BYTES,
      prefetchProfile: 'fileSystem',
      // What was read ahead and is damaged is not needed.
      handleUnhandledError: () => {},
    })
    using input = new Input({ formats: ALL_FORMATS, source })
    const duration = (await input.getDurationFromMetadata()) ?? (await input.computeDuration())
    const track = kind === 'video' ? await input.getPrimaryVideoTrack() : null
    if (track === null) return { ...measure('duration', duration) }
    const { averagePacketRate } = await track.computePacketStats(COUNTED_FRAMES)
    return {
      ...measure('width', Math.round(await track.getDisplayWidth())),
      ...measure('height', Math.round(await track.getDisplayHeight())),
      ...measure('duration', duration),
      ...measure('fps', averagePacketRate),
    }
  } finally {
    await file.close()
  }
}

function createReader(file: FileHandle): (start: number, end: number) => Promise<Uint8Array> {
  let total = 0
  return async (start, end) => {
    total += end - start
    if (total > MAX_READ_BYTES) throw new Error('it says too little at its start and its end')
    const bytes = new Uint8Array(end - start)
    let length = 0
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, start + length)
      if (bytesRead === 0) throw new Error('it has become shorter')
      length += bytesRead
    }
    return bytes
  }
}

/** To a thousandth: the containers' own clocks are not exact either. */
function measure<Name extends keyof Measures>(name: Name, value: number): Pick<Measures, Name> {
  const rounded = Math.round(value * 1000) / 1000
  // The cast: an object of one field, or of none, which every field allows.
  return (Number.isFinite(rounded) && rounded > 0 ? { [name]: rounded } : {}) as Pick<Measures, Name>
}

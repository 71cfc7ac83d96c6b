import { counterOf, resultCount } from '../endpoint/resultCount.ts'
import { isPicture } from '../media/kinds.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Media, Value, Values } from '../ports/value.ts'
import { readSize } from '../ports/namedSize.ts'
import { isMedia, isMediaKind } from '../ports/value.ts'

/** A job that would be submitted. */
export interface NewJob {
  readonly type: NodeType
  /** Its inputs, as far as they are known before the run. */
  readonly inputs: Values
  /** The inputs that have a value which is not known yet. */
  readonly open: ReadonlySet<string>
}

/** How many units a job will be charged for; `atLeast`: or more. */
export interface EstimatedUnits {
  readonly units: number
  readonly atLeast: boolean
}

const exactly = (units: number | null): EstimatedUnits | null =>
  units === null || !Number.isFinite(units) || units <= 0 ? null : { units, atLeast: false }

/**
 * The number of units of a job, from its inputs; null where they do not tell, or the unit is none of those that are
 * understood: pictures, outputs, videos, megapixels, seconds and frames. What a unit such as `units` or
 * `compute_seconds` means is only known after the job.
 */
export function estimateUnits(unit: string, job: NewJob): EstimatedUnits | null {
  const name = unit.trim().toLowerCase()
  const frames = /^(\d{1,6}) frames?$/.exec(name)?.[1]
  if (frames !== undefined) {
    const made = numberAt(job, ['num_frames', 'frames'])
    return exactly(made === null ? null : made / Number(frames))
  }
  switch (name.replace(/s$/, '')) {
    case 'image':
    case 'output':
    case 'video': {
      const count = countOf(job)
      // An unknown number of results is not none.
      return count === null ? { units: 1, atLeast: true } : exactly(count)
    }
    case 'megapixel': {
      // Of a film, each frame counts.
      const size = makesPictures(job) ? megapixelsOf(job) : null
      const count = countOf(job)
      // Engines charge for each megapixel that was begun.
      return size === null ? null : { units: Math.ceil(size) * (count ?? 1), atLeast: count === null }
    }
    case 'second': {
      const seconds = secondsOf(job)
      const count = countOf(job)
      return seconds === null ? null : { units: seconds * (count ?? 1), atLeast: count === null }
    }
    default:
      return null
  }
}

/** How many results it makes; null if only the engine knows, or the number comes from another node. */
function countOf({ type, inputs, open }: NewJob): number | null {
  const counter = counterOf(type.inputs)
  return counter !== null && open.has(counter) ? null : resultCount(type.inputs, inputs, counter)
}

const numberAt = ({ inputs }: NewJob, names: readonly string[]): number | null => {
  for (const name of names) {
    const value = inputs[name]
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value
  }
  return null
}

const SIZES = ['image_size', 'size', 'resolution', 'video_size']
const FACTORS = ['upscale_factor', 'scale_factor', 'upscaling_factor', 'scale']

/** Whether no media that it makes are anything but pictures. */
const makesPictures = ({ type }: NewJob): boolean =>
  !Object.values(type.outputs).some((port) => isMediaKind(port.type.kind) && !isPicture(port.type.kind))

/** The size of one result: as it is set, or else that of the picture that it is made from. */
function megapixelsOf(job: NewJob): number | null {
  const { inputs, open } = job
  const isOpen = ['width', 'height', ...SIZES, ...FACTORS].some((name) => open.has(name))
  if (isOpen) return null
  const [width, height] = [numberAt(job, ['width']), numberAt(job, ['height'])]
  if (width !== null && height !== null) return (width * height) / 1e6
  const set = SIZES.map((name) => inputs[name]).find((value) => value !== undefined && value !== 'auto')
  if (set !== undefined) return sizeIn(set)
  const [source, ...others] = Object.entries(job.type.inputs).filter(([, port]) => port.type.kind === 'image')
  const picture = source === undefined || others.length > 0 ? null : mediaAt(inputs[source[0]])
  if (picture?.width === undefined || picture.height === undefined) return null
  const factor = numberAt(job, FACTORS) ?? 1
  return (picture.width * picture.height * factor * factor) / 1e6
}

function sizeIn(value: Value): number | null {
  const size = readSize(value)
  return size === null ? null : (size.width * size.height) / 1e6
}

const DURATIONS = ['duration', 'duration_seconds', 'seconds', 'num_seconds', 'video_length', 'seconds_total']

/** How long one result is: as it is set, by its frames, or else as long as the film or sound that it is made from. */
function secondsOf(job: NewJob): number | null {
  const { inputs, open, type } = job
  if ([...DURATIONS, 'num_frames', ...RATES].some((name) => open.has(name))) return null
  for (const name of DURATIONS) {
    const value = inputs[name]
    const text = typeof value === 'number' ? String(value) : value
    const seconds = typeof text === 'string' ? /^(\d{1,5}(?:\.\d{1,3})?) ?s?$/.exec(text)?.[1] : undefined
    if (seconds !== undefined && Number(seconds) > 0) return Number(seconds)
  }
  const frames = numberAt(job, ['num_frames'])
  const rate = numberAt(job, RATES)
  if (frames !== null) return rate === null ? null : frames / rate
  const sources = Object.entries(type.inputs).filter(([, port]) =>
    ['video', 'audio'].includes(port.type.kind),
  )
  const [source] = sources
  const film = source === undefined || sources.length > 1 ? null : mediaAt(inputs[source[0]])
  return film?.duration ?? null
}

const RATES = ['frames_per_second', 'fps', 'frame_rate']

const mediaAt = (value: Value | undefined): Media | null =>
  value !== undefined && isMedia(value) ? value : null

import type { IncomingPicture } from './binding.ts'
import { bindingOf } from './binding.ts'
import { paintsSomething, readPainting } from './painting.ts'

/** What a painted mask is good for now, with the picture that comes in. */
export type PaintingState = 'empty' | 'unreadable' | 'ready' | 'other' | 'other size'

export interface PaintingFacts {
  /** What stands in the workflow. */
  readonly value: unknown
  /** Null while it is not known. */
  readonly picture: IncomingPicture | null
  /** Whether a mask comes in that the painting starts from: then nothing needs to be painted. */
  readonly hasStart: boolean
  /** Whether it lies on whatever picture comes. */
  readonly onEvery: boolean
}

export function paintingState({ value, picture, hasStart, onEvery }: PaintingFacts): PaintingState {
  if (value === undefined || value === null) return hasStart ? 'ready' : 'empty'
  const read = readPainting(value)
  if (!read.ok) return 'unreadable'
  if (!hasStart && !paintsSomething(read.painting.steps)) return 'empty'
  if (onEvery || picture === null) return 'ready'
  const binding = bindingOf(read.painting, picture)
  return binding === 'same' ? 'ready' : binding
}

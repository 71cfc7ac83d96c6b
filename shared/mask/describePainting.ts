import type { IncomingPicture } from './binding.ts'
import { bindingOf } from './binding.ts'
import { paintsSomething, readPainting } from './painting.ts'

/** The state of a painted mask, relative to the incoming picture. */
export type PaintingState = 'empty' | 'unreadable' | 'ready' | 'other' | 'other size'

export interface PaintingFacts {
  /** The value in the workflow. */
  readonly value: unknown
  /** Null while it is not known. */
  readonly picture: IncomingPicture | null
  /** Whether the painting starts from an incoming mask: then nothing needs to be painted. */
  readonly hasStart: boolean
  /** Whether it applies to any picture. */
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

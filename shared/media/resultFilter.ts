import { z } from 'zod'
import type { MediaKind } from './kinds.ts'

/** The filter that shows results of a kind. A missing kind does not compile. */
const filters = {
  image: 'pictures',
  video: 'videos',
  audio: 'audio',
  model3d: 'models',
  file: 'files',
  mask: 'masks',
} as const satisfies Readonly<Record<MediaKind, string>>

/** Which results are shown: those of one kind, or all. In the order in which they are offered. */
export const resultFilters = ['all', ...Object.values(filters)] as const

export const ResultFilter = z.enum(resultFilters)
export type ResultFilter = z.infer<typeof ResultFilter>

/** Whether a filter shows results of a kind. */
export const showsKind = (filter: ResultFilter, kind: MediaKind): boolean =>
  filter === 'all' || filters[kind] === filter

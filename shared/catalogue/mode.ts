import { z } from 'zod'
import { firstEngine } from './engineId.ts'

/**
 * In practice every engine is simulated on this machine, and nothing is paid; live runs use the engines themselves. The
 * engine belongs to each endpoint, the mode to a run.
 */
export const Mode = z.enum(['practice', 'live'])
export type Mode = z.infer<typeof Mode>

/** As an object with the name of its engine, from before there was more than one: `practice` was one of them. */
const Before = z.looseObject({ engine: z.string(), mode: z.undefined().optional() })

/** Adds the mode to an object of that time; leaves any other value as it is. */
export function withMode(value: unknown): unknown {
  const { data } = Before.safeParse(value)
  const mode = data === undefined ? undefined : modeOf(data.engine)
  return mode === undefined ? value : { ...data, mode }
}

/** The mode by a name of that time; undefined for any other name. */
export const modeOf = (name: string): Mode | undefined => before.get(name)

const before: ReadonlyMap<string, Mode> = new Map([
  ['practice', 'practice'],
  [firstEngine, 'live'],
])

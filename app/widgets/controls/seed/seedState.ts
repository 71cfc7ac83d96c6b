import { SeedMode } from '#shared/document/workflow.ts'

/** What happens to a seed when a run starts. */
export const modeTexts: { readonly [M in SeedMode]: { readonly name: string; readonly does: string } } = {
  fixed: { name: 'Fixed', does: 'keeps its value' },
  increment: { name: 'Increment', does: 'adds 1 after each run' },
  decrement: { name: 'Decrement', does: 'subtracts 1 after each run' },
  randomize: { name: 'Randomize', does: 'a new value for each run' },
}

export const seedModes: readonly SeedMode[] = SeedMode.options

/**
 * The text in place of a number that no run will use: a negative seed asks for a random one, and one that was never set
 * is drawn when the run starts, and then shown here. `isDefault`: the node has no value of its own.
 */
export function seedText(value: unknown, mode: SeedMode, isDefault = false): string | null {
  if (isDefault && mode === 'randomize') return 'New each run'
  if (typeof value !== 'number' || value >= 0) return null
  return mode === 'randomize' ? 'New each run' : 'Random at run'
}

/** The label and the action of the lock beside a seed. */
export interface SeedLock {
  readonly isFixed: boolean
  readonly label: string
  /** The mode after a press; null: there is no seed yet that could be kept. */
  readonly next: SeedMode | null
}

export function seedLock(value: unknown, mode: SeedMode, isDefault = false): SeedLock {
  if (seedText(value, mode, isDefault) !== null)
    return { isFixed: false, label: 'No seed to keep before a run', next: null }
  return mode === 'fixed'
    ? { isFixed: true, label: 'Let the seed change at each run', next: 'randomize' }
    : { isFixed: false, label: 'Keep this seed', next: 'fixed' }
}

import type { EngineDefinition } from './engine.ts'

// Collected by folder: to add an engine, add a folder.
const files = import.meta.glob<EngineDefinition>('./*/engine.ts', { eager: true, import: 'default' })

/** Every engine of this version, as they are listed. Where two have one place, by name. */
export const engines: readonly EngineDefinition[] = Object.values(files).toSorted(
  (one, other) => one.order - other.order || one.id.localeCompare(other.id, 'en'),
)

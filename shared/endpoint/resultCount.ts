import type { Ports } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'

/** The names of inputs that set how many results one job makes. */
const counters = [
  'num_images',
  'num_outputs',
  'num_results',
  'num_samples',
  'num_videos',
  'number_of_images',
  'number_of_outputs',
  'image_count',
  'batch_size',
  'n',
]

/** The input of an endpoint that sets how many results one job makes; null if it has none. */
export const counterOf = (ports: Ports): string | null =>
  counters.find((name) => ports[name]?.type.kind === 'integer') ?? null

/**
 * How many results a job will make, by the schema's counter. Without a counter it makes one, unless the schema has a
 * maximum (`max_images`): then only the engine knows, which is null.
 */
export function resultCount(ports: Ports, inputs: Values, counter = counterOf(ports)): number | null {
  if (counter !== null) {
    const count = inputs[counter]
    return typeof count === 'number' ? count : null
  }
  return Object.keys(ports).some((name) => /^max_(images|outputs|videos)$/.test(name)) ? null : 1
}

import type { Grey } from './grey.ts'
import { valueAt } from './valueAt.ts'

/** In place. */
export function invert({ data }: Grey): void {
  for (let at = 0; at < data.length; at += 1) data[at] = 255 - valueAt(data, at)
}

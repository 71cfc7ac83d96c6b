import type { Path } from '../problems/problem.ts'

type Container = object
type Frame = { readonly container: Container; readonly keys: readonly string[] | null; next: number }

/** Arrays have no names to go through: `keys` is null. */
const open = (container: Container): Frame => ({
  container,
  keys: Array.isArray(container) ? null : Object.keys(container),
  next: 0,
})

/**
 * Calls `visit` for each value inside parsed JSON, in the order of the text, at any depth, without recursion. `visit`
 * returns whether to descend into the value. `path` is computed on demand, which is expensive: call it only when
 * needed. `depth` counts the objects and arrays around the value, from 1.
 */
export function eachValue(
  root: unknown,
  visit: (value: unknown, key: string | number, path: () => Path, depth: number) => boolean,
): void {
  if (typeof root !== 'object' || root === null) return
  const frames: Frame[] = [open(root)]
  const path = (): Path => frames.map(({ keys, next }) => (keys === null ? next - 1 : (keys[next - 1] ?? '')))
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const { container, keys, next } = frame
    // The cast: a container is an array or a plain object, and both are read by key.
    const items = container as { readonly [key: string | number]: unknown; readonly length: number }
    if (next === (keys === null ? items.length : keys.length)) {
      frames.pop()
      continue
    }
    frame.next += 1
    const key = keys === null ? next : (keys[next] ?? '')
    const value = items[key]
    if (visit(value, key, path, frames.length) && typeof value === 'object' && value !== null)
      frames.push(open(value))
  }
}

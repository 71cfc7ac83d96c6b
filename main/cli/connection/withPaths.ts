import type { RunEvent } from '#shared/run/run.ts'
import type { Media, Value, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'

/**
 * The values with their `kind` and a `path` at each media value: that of the saved copy, else that of the asset itself.
 */
export function withPaths(values: Values, pathOf: (media: Media) => string): Values {
  const add = (value: Value): Value => {
    // `kind` is for the reader of the output: `media` is the same under its stored name.
    if (isMedia(value)) return { ...value, kind: value.media, path: value.path ?? pathOf(value) }
    return Array.isArray(value) ? value.map(add) : value
  }
  return Object.fromEntries(Object.entries(values).map(([port, value]) => [port, add(value)]))
}

/** An event as it is printed: media with their paths. */
export function eventWithPaths(event: RunEvent, pathOf: (media: Media) => string): RunEvent {
  switch (event.type) {
    case 'step.done':
      return { ...event, outputs: withPaths(event.outputs, pathOf) }
    case 'step.failed':
    case 'step.cancelled':
      return event.outputs === undefined ? event : { ...event, outputs: withPaths(event.outputs, pathOf) }
    case 'run.finished': {
      const outputs = Object.entries(event.outputs).map(([node, values]) => [node, withPaths(values, pathOf)])
      return { ...event, outputs: Object.fromEntries(outputs) as Record<string, Values> }
    }
    default:
      return event
  }
}

/** Every media value in some values, with nested lists flattened. */
export function mediaIn(values: Values): readonly Media[] {
  const found: Media[] = []
  const look = (value: Value): void => {
    if (isMedia(value)) found.push(value)
    else if (Array.isArray(value)) value.forEach(look)
  }
  Object.values(values).forEach(look)
  return found
}

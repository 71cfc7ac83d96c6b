import type { Value, Values } from '../ports/value.ts'
import { isList, isMedia } from '../ports/value.ts'

const pathsIn = (value: Value): readonly string[] =>
  isList(value) ? value.flatMap(pathsIn) : isMedia(value) && value.path !== undefined ? [value.path] : []

/** Where a node has saved files: the paths of the copies in its outputs, each once, in their order. */
export const savedPaths = (outputs: Values): readonly string[] => [
  ...new Set(Object.values(outputs).flatMap(pathsIn)),
]

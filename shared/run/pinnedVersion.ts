import type { Node, PinnedVersion } from '../document/workflow.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import { checkValue, describeValue } from '../ports/check.ts'
import type { Port } from '../ports/port.ts'
import type { Json, Media, Value, Values } from '../ports/value.ts'
import { isList, isMedia } from '../ports/value.ts'
import type { Path, Problem } from '../problems/problem.ts'

/**
 * What a node made, as it is stored in a file: the path of a saved copy of a picture is not part of it. `fanned`: it
 * ran once per item of a list, so that each output is a list.
 */
export const toPinnedVersion = (outputs: Values, fanned = false): PinnedVersion => ({
  outputs: Object.fromEntries(Object.entries(outputs).map(([port, value]) => [port, toStored(value)])),
  ...(fanned && { fanned }),
})

/**
 * Whether a pinned version was made item by item. Older files do not say; there a list at an output for one value means
 * it, because no node makes one otherwise. JSON may be a list by itself; a list of pictures is not one value.
 */
export const isFanned = ({ fanned, outputs }: PinnedVersion, type: NodeType): boolean =>
  fanned ??
  Object.entries(type.outputs).some(([port, { type: expected }]) => {
    const value = Object.hasOwn(outputs, port) ? outputs[port] : undefined
    if (expected.list || !isList(value)) return false
    if (expected.kind === 'json' || expected.kind === 'any') return value.length > 0 && value.every(isMedia)
    return true
  })

function toStored(value: Value): Json {
  if (isMedia(value)) {
    const { media, sha256, mime, bytes, width, height } = value
    return {
      media,
      sha256,
      mime,
      bytes,
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
    }
  }
  return isList(value) ? value.map(toStored) : value
}

/** What is wrong with a pinned version. */
export function checkPinnedVersion(
  index: number,
  { id: node }: Node,
  type: NodeType,
  version: PinnedVersion,
): readonly Problem[] {
  const { outputs } = version
  const fanned = isFanned(version, type)
  return Object.entries(type.outputs).flatMap(([port, { label, type: expected, ...rest }]) => {
    const value = Object.hasOwn(outputs, port) ? outputs[port] : undefined
    const path = ['nodes', index, 'take', 'outputs', port]
    const problem = (message: string, ...within: Path): Problem[] => [
      { code: 'value', message, path: [...path, ...within], node, port },
    ]
    if (value === undefined) return problem(`the pinned version has no ${label}: run the node again`)
    if (fanned && !isList(value))
      return problem(`the pinned version's ${label}: must be a list, not ${describeValue(value)}`)
    if (expected.kind === 'any') return []
    const one: Port = { ...rest, label, type: fanned ? { ...expected, list: false } : expected }
    for (const [item, made] of (fanned && isList(value) ? value : [value]).entries()) {
      const [fault] = checkValue(one, made)
      if (fault === undefined) continue
      if (!fanned) return problem(`the pinned version's ${label}: ${fault.message}`)
      return problem(`the pinned version's ${label} (item ${item + 1}): ${fault.message}`, item)
    }
    return []
  })
}

/**
 * A node type that outputs a pinned version instead of running: it does no work and costs nothing. It rejects if one of
 * its pictures is gone.
 */
export const pinnedNode = (type: NodeType, { outputs }: PinnedVersion): NodeType => ({
  type: type.type,
  title: type.title,
  category: type.category,
  keywords: type.keywords,
  help: type.help,
  version: type.version,
  inputs: {},
  outputs: type.outputs,
  where: 'local',
  // Another version of the same node must not be mistaken for this one.
  effect: true,
  inert: false,
  async run(_, { services: { assets } }) {
    for (const media of Object.values(outputs).flatMap(mediaIn)) await assets.read(media)
    return { ...outputs }
  },
})

const mediaIn = (value: Value): readonly Media[] =>
  isMedia(value) ? [value] : Array.isArray(value) ? value.flatMap(mediaIn) : []

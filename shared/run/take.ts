import type { Node, Take } from '../document/workflow.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import { checkValue } from '../ports/check.ts'
import type { Json, Media, Value, Values } from '../ports/value.ts'
import { isList, isMedia } from '../ports/value.ts'
import type { Problem } from '../problem.ts'

/** What a node made, as it is kept in a file: where a copy of a picture was saved is no part of it. */
export const takeOf = (outputs: Values): Take => ({
  outputs: Object.fromEntries(Object.entries(outputs).map(([port, value]) => [port, kept(value)])),
})

function kept(value: Value): Json {
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
  return isList(value) ? value.map(kept) : value
}

/** What is wrong with a result that is to stand for a node. */
export function checkTake(
  index: number,
  { id: node }: Node,
  type: NodeType,
  { outputs }: Take,
): readonly Problem[] {
  return Object.entries(type.outputs).flatMap(([port, { label, type: expected, ...rest }]) => {
    const value = Object.hasOwn(outputs, port) ? outputs[port] : undefined
    const path = ['nodes', index, 'take', 'outputs', port]
    const say = (message: string): Problem => ({ code: 'value', message, path, node, port })
    if (value === undefined) return [say(`the kept result has no ${label}: let the node run again`)]
    if (expected.kind === 'any') return []
    const [fault] = checkValue({ ...rest, label, type: expected }, value)
    return fault === undefined ? [] : [say(`the kept result's ${label}: ${fault.message}`)]
  })
}

/**
 * A node type that gives out a kept result in place of running: it works on nothing and costs nothing. It rejects where a
 * picture of it is gone.
 */
export const takenNode = (type: NodeType, { outputs }: Take): NodeType => ({
  type: type.type,
  title: type.title,
  category: type.category,
  keywords: type.keywords,
  help: type.help,
  version: type.version,
  inputs: {},
  outputs: type.outputs,
  where: 'local',
  // Another take of the same node must not be mistaken for this one.
  effect: true,
  inert: false,
  async run(_, { services: { assets } }) {
    for (const media of Object.values(outputs).flatMap(mediaIn)) await assets.read(media)
    return { ...outputs }
  },
})

const mediaIn = (value: Value): readonly Media[] =>
  isMedia(value) ? [value] : Array.isArray(value) ? value.flatMap(mediaIn) : []

import type { Node, Workflow } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { readSize } from '#shared/ports/namedSize.ts'
import type { Json } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Result } from '../../state/results/results.ts'
import { inputsOf, nodesOf } from '../../state/connections.ts'
import { assetOf } from '../values/literal.ts'
import { makesPictures } from './makesPictures.ts'

/** What is known of a workflow's pictures before a run. */
export interface KnownPictures {
  readonly workflow: Workflow
  readonly registry: Registry
  readonly results: Readonly<Record<string, Result>>
  /** Width by height of pictures of the library, by SHA-256. */
  readonly ratios: Readonly<Record<string, number>>
}

/** Of most pictures, more or less. */
const USUAL = 4 / 3
/** Far enough for every chain that people build by hand. */
const MAX_DEPTH = 64

/**
 * Returns, by node, width by height of the picture that it will make: as its inputs say, else as the picture that it is
 * made from; a usual one if nobody knows. Each node is worked out once.
 */
export function createExpectedRatios(known: KnownPictures): (node: Node) => number {
  const found = new Map<string, number | null>()
  const nodes = nodesOf(known.workflow)

  function ratioOf(node: Node, depth: number): number | null {
    const before = found.get(node.id)
    if (before !== undefined) return before
    // A cycle comes back here, and finds nothing.
    found.set(node.id, null)
    const type = known.registry.get(node.type)
    const ratio =
      type === undefined || !makesPictures(type)
        ? null
        : (sizeRatio(type, node) ?? sourceRatio(type, node, depth))
    found.set(node.id, ratio)
    return ratio
  }

  /** That of the first picture that comes in. */
  function sourceRatio(type: NodeType, node: Node, depth: number): number | null {
    const cables = inputsOf(known.workflow, node.id)
    for (const [name, port] of Object.entries(type.inputs)) {
      if (port.type.kind !== 'image' && port.type.kind !== 'mask') continue
      const source = nodes.get(cables.get(name)?.from.node ?? '')
      if (source === undefined) {
        const asset = assetOf(node.values?.[name])
        const ratio = asset === null ? undefined : known.ratios[asset]
        if (ratio !== undefined) return ratio
        continue
      }
      const made = madeRatio(known.results[source.id])
      if (made !== null) return made
      return depth >= MAX_DEPTH ? null : ratioOf(source, depth + 1)
    }
    return null
  }

  return (node) => ratioOf(node, 0) ?? USUAL
}

/** As the node's own inputs say. */
function sizeRatio(type: NodeType, node: Node): number | null {
  const valueOf = (name: string): Json | undefined => {
    const port = Object.hasOwn(type.inputs, name) ? type.inputs[name] : undefined
    // The cast is sound: defaults are declared as JSON.
    return port === undefined ? undefined : (node.values?.[name] ?? (port.default as Json | undefined))
  }
  for (const name of ['image_size', 'size', 'video_size', 'aspect_ratio', 'ratio']) {
    const value = valueOf(name)
    const size = readSize(value)
    if (size !== null) return within(size.width / size.height)
    const [, width = 0, height = 0] =
      typeof value === 'string' ? (/^(\d{1,3}):(\d{1,3})$/.exec(value)?.map(Number) ?? []) : []
    if (width > 0 && height > 0) return within(width / height)
  }
  const [width, height] = ['width', 'height'].map((name) =>
    type.inputs[name]?.type.kind === 'integer' ? valueOf(name) : undefined,
  )
  return typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0
    ? within(width / height)
    : null
}

/** A file may say anything. */
const within = (ratio: number): number => Math.min(10, Math.max(0.1, ratio))

/** Of the first picture that a node has made. */
function madeRatio(result: Result | undefined): number | null {
  for (const output of Object.values(result?.outputs ?? {})) {
    const first: unknown = Array.isArray(output) ? output[0] : output
    if (isMedia(first) && first.width && first.height) return first.width / first.height
  }
  return null
}

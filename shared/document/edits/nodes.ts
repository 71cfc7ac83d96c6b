import type { Json } from '../../ports/value.ts'
import {
  isForbiddenName,
  modeOf,
  type Node,
  type NodeMode,
  type SeedMode,
  seedModeOf,
  type PinnedVersion,
  type Workflow,
} from '../workflow.ts'
import { changeById, type Edit, filterInPlace, withField } from './edit.ts'

export const addNodes =
  (nodes: readonly Node[]): Edit =>
  (workflow) =>
    nodes.length === 0 ? workflow : { ...workflow, nodes: [...workflow.nodes, ...nodes] }

/** Takes the edges at these nodes along. */
export const removeNodes =
  (ids: Iterable<string>): Edit =>
  (workflow) => {
    const gone = new Set(ids)
    const nodes = filterInPlace(workflow.nodes, ({ id }) => !gone.has(id))
    if (nodes === workflow.nodes) return workflow
    const edges = filterInPlace(workflow.edges, ({ from, to }) => !gone.has(from.node) && !gone.has(to.node))
    return { ...workflow, nodes, edges }
  }

/** Distances in pixels at 100 %. */
export const moveNodes =
  (ids: Iterable<string>, by: { readonly dx: number; readonly dy: number }): Edit =>
  (workflow) =>
    changeNodes(workflow, ids, (node) => {
      if (by.dx === 0 && by.dy === 0) return node
      const { x, y } = node.position
      return { ...node, position: { ...node.position, x: x + by.dx, y: y + by.dy } }
    })

/** In pixels at 100 %. */
export const resizeNode =
  (id: string, size: { readonly width: number; readonly height: number }): Edit =>
  (workflow) =>
    changeNodes(workflow, [id], (node) => {
      if (node.size?.width === size.width && node.size.height === size.height) return node
      return { ...node, size: { ...node.size, width: size.width, height: size.height } }
    })

/**
 * Puts a literal at an input. `checkValue` says whether a value from elsewhere can stand in a file; a port whose name no
 * file may use is passed over.
 */
export const setValue =
  (id: string, port: string, value: Json): Edit =>
  (workflow) => {
    if (isForbiddenName(port)) return workflow
    return changeNodes(workflow, [id], (node) =>
      withField(node, 'values', withField(node.values ?? {}, port, value)),
    )
  }

/** Takes the literal from an input, which then has its default again. With the last of them `values` goes, too. */
export const resetValue =
  (id: string, port: string): Edit =>
  (workflow) =>
    changeNodes(workflow, [id], (node) => {
      if (node.values === undefined || !Object.hasOwn(node.values, port)) return node
      const values = withField(node.values, port, undefined)
      return withField(node, 'values', Object.keys(values).length === 0 ? undefined : values)
    })

/**
 * `active`, which every node is at first, is written down by its absence. One that a file spells out stays as long as
 * nothing else is set: setting a node to what it is changes nothing. So it is with seed modes and `collapsed: false`.
 */
export const setMode =
  (ids: Iterable<string>, mode: NodeMode): Edit =>
  (workflow) =>
    changeNodes(workflow, ids, (node) =>
      modeOf(node) === mode ? node : withField(node, 'mode', mode === 'active' ? undefined : mode),
    )

/** `fixed`, which every seed is at first, is written down by its absence. */
export const setSeedMode =
  (id: string, mode: SeedMode): Edit =>
  (workflow) =>
    changeNodes(workflow, [id], (node) =>
      seedModeOf(node) === mode ? node : withField(node, 'seedMode', mode === 'fixed' ? undefined : mode),
    )

/** `null`: the type's own title. */
export const setTitle =
  (id: string, title: string | null): Edit =>
  (workflow) =>
    changeNodes(workflow, [id], (node) => withField(node, 'title', title ?? undefined))

/** Lets an earlier result stand for a node; null: it runs again. */
export const pinVersion =
  (id: string, version: PinnedVersion | null): Edit =>
  (workflow) =>
    changeNodes(workflow, [id], (node) => withField(node, 'take', version ?? undefined))

export const setCollapsed =
  (ids: Iterable<string>, collapsed: boolean): Edit =>
  (workflow) =>
    changeNodes(workflow, ids, (node) =>
      (node.collapsed ?? false) === collapsed ? node : withField(node, 'collapsed', collapsed || undefined),
    )

function changeNodes(workflow: Workflow, ids: Iterable<string>, change: (node: Node) => Node): Workflow {
  return withField(workflow, 'nodes', changeById(workflow.nodes, new Set(ids), change))
}

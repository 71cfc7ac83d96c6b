import type { Json } from '../../ports/value.ts'
import {
  isForbiddenName,
  isAllOrNothing,
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

/** Also removes the edges of these nodes. */
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
 * Sets a literal at an input. `checkValue` tests whether an untrusted value is allowed in a file; a port with a name
 * that no file may use is ignored.
 */
export const setValue =
  (id: string, port: string, value: Json): Edit =>
  (workflow) => {
    if (isForbiddenName(port)) return workflow
    return changeNodes(workflow, [id], (node) =>
      withField(node, 'values', withField(node.values ?? {}, port, value)),
    )
  }

/** Removes the literal of an input, which then has its default again. `values` is removed with the last of them. */
export const resetValue =
  (id: string, port: string): Edit =>
  (workflow) =>
    changeNodes(workflow, [id], (node) => {
      if (node.values === undefined || !Object.hasOwn(node.values, port)) return node
      const values = withField(node.values, port, undefined)
      return withField(node, 'values', Object.keys(values).length === 0 ? undefined : values)
    })

/**
 * `active` is the default mode and stored by its absence. A file that spells it out keeps it as long as nothing else is
 * set: setting a node to its current mode changes nothing. The same applies to seed modes and `collapsed: false`.
 */
export const setMode =
  (ids: Iterable<string>, mode: NodeMode): Edit =>
  (workflow) =>
    changeNodes(workflow, ids, (node) =>
      modeOf(node) === mode ? node : withField(node, 'mode', mode === 'active' ? undefined : mode),
    )

/** `false` is the default and stored by its absence. */
export const setAllOrNothing =
  (ids: Iterable<string>, allOrNothing: boolean): Edit =>
  (workflow) =>
    changeNodes(workflow, ids, (node) =>
      isAllOrNothing(node) === allOrNothing
        ? node
        : withField(node, 'allOrNothing', allOrNothing ? true : undefined),
    )

/** `fixed` is the default and stored by its absence. */
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

/** `null`: no colour. */
export const setColour =
  (ids: Iterable<string>, colour: string | null): Edit =>
  (workflow) =>
    changeNodes(workflow, ids, (node) => withField(node, 'color', colour ?? undefined))

/** Pins an earlier version of a node; null unpins it, so that the node runs again. */
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

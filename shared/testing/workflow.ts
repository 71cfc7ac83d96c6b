import type { Edge, Node, NodeMode, SeedMode, Workflow } from '../document/workflow.ts'
import { FORMAT, VERSION } from '../document/workflow.ts'

/** The relevant parts of a node in a test. */
export interface NodeFields {
  readonly type: string
  readonly values?: NonNullable<Node['values']>
  readonly title?: string
  readonly mode?: NodeMode
  readonly seedMode?: SeedMode
  readonly take?: NonNullable<Node['take']>
  readonly allOrNothing?: boolean
}

/** A node of a test's workflow: its type, or its relevant parts. */
export type NodeSketch = string | NodeFields

/** A node that outputs these words. */
export const say = (words: string, more: Partial<NodeFields> = {}): NodeFields => ({
  type: 'test/text',
  values: { text: words },
  ...more,
})

/** A node that outputs the lines of this text. */
export const lines = (words: string): NodeFields => ({ type: 'test/lines', values: { text: words } })

/** An edge as `from.port > to.port`, each port's name after the last dot. */
export type EdgeSketch = string

function edgeOf(sketch: EdgeSketch, index: number): Edge {
  const [from = '', to = ''] = sketch.split('>').map((end) => end.trim())
  return { id: `e${index}`, from: portOf(from), to: portOf(to) }
}

function portOf(end: string): Edge['from'] {
  const dot = end.lastIndexOf('.')
  return { node: end.slice(0, dot), port: end.slice(dot + 1) }
}

/**
 * A workflow of nodes by id and edges as text: `workflowOf({ a: 'test/text', b: 'test/note' }, ['a.text > b.text'])`.
 */
export function workflowOf(
  nodes: Readonly<Record<string, NodeSketch>>,
  edges: readonly EdgeSketch[] = [],
  name?: string,
): Workflow {
  return {
    format: FORMAT,
    version: VERSION,
    ...(name !== undefined && { name }),
    nodes: Object.entries(nodes).map(([id, sketch]) => ({
      position: { x: 0, y: 0 },
      ...(typeof sketch === 'string' ? { type: sketch } : sketch),
      id,
    })),
    edges: edges.map(edgeOf),
  }
}

import type { Node, Workflow } from '#shared/document/workflow.ts'

/** Fields of a node that decide how it looks, and never what it does. */
const LOOKS: ReadonlySet<string> = new Set(['position', 'size', 'collapsed', 'pinned', 'title', 'color'])

/** Whether both workflows run alike: compares the parts that decide it, so that a moved node changes nothing. */
export function runsAlike(one: Workflow, other: Workflow): boolean {
  if (one === other) return true
  if (one.edges !== other.edges || one.blocks !== other.blocks || one.nodes.length !== other.nodes.length)
    return false
  return one.nodes.every((node, at) => {
    const there = other.nodes[at]
    return there === node || (there !== undefined && nodesAlike(node, there))
  })
}

function nodesAlike(one: Node, other: Node): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => LOOKS.has(name) || one[name] === other[name])
}

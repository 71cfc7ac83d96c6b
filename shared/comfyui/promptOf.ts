import type { Workflow } from '../document/workflow.ts'
import type { Json } from '../ports/value.ts'

/** A node in ComfyUI's prompt format: its values, and for a cable the source node and output. */
interface PromptNode {
  readonly class_type: string
  readonly inputs: Readonly<Record<string, Json>>
  readonly _meta?: { readonly title: string }
}

/**
 * Our workflow in ComfyUI's prompt format, so that tools that read the prompts of its pictures also understand ours.
 * Outputs are named, not numbered.
 */
export function promptOf(workflow: Workflow): Readonly<Record<string, PromptNode>> {
  const cables = new Map<string, [string, Json][]>()
  for (const { from, to } of workflow.edges) {
    const into = cables.get(to.node) ?? []
    into.push([to.port, [from.node, from.port]])
    cables.set(to.node, into)
  }
  const nodes = workflow.nodes.map(({ id, type, title, values = {} }): [string, PromptNode] => [
    id,
    {
      class_type: type,
      inputs: { ...values, ...Object.fromEntries(cables.get(id) ?? []) },
      ...(title !== undefined && { _meta: { title } }),
    },
  ])
  return Object.fromEntries(nodes)
}

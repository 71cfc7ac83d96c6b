import { withSchemas } from '#shared/catalogue/carried.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { Fragment } from '#shared/document/edits/fragment.ts'
import type { Workflow } from '#shared/document/workflow.ts'

/**
 * Part of a workflow as text for the clipboard: a workflow file, which any window and any text editor can take, and which
 * carries the endpoints of its nodes.
 */
export function writeFragment({ nodes, edges, groups = [], schemas }: Fragment, registry: Registry): string {
  const workflow: Workflow = {
    ...emptyWorkflow(),
    nodes: [...nodes],
    edges: [...edges],
    ...(groups.length > 0 && { groups: [...groups] }),
    ...(schemas !== undefined && { schemas }),
  }
  return writeWorkflow(withSchemas(workflow, registry))
}

/** Parses a text from the clipboard; null if it is no workflow. It is untrusted, and read like any file. */
export function readFragment(text: string): Workflow | null {
  if (!text.trimStart().startsWith('{')) return null
  const read = readWorkflow(text)
  return read.ok && !read.readOnly ? read.workflow : null
}

import { setValue } from '#shared/document/edits/nodes.ts'
import { withField } from '#shared/document/edits/edit.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { seedModeOf } from '#shared/document/workflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Editor } from '../../base/editor.ts'
import { registryOf } from '../catalogue/catalogue.ts'

/** Whether two states of a workflow differ at most in the view and in seeds that a run has drawn, which no user edits. */
export function sameButSeeds(editor: Editor, one: Workflow, other: Workflow): boolean {
  const plain = (workflow: Workflow): string =>
    writeWorkflow(withField(withoutDrawnSeeds(editor, workflow), 'viewport', undefined))
  return plain(one) === plain(other)
}

function withoutDrawnSeeds(editor: Editor, workflow: Workflow): Workflow {
  const registry = registryOf(editor, workflow)
  let plain = workflow
  for (const node of workflow.nodes) {
    if (seedModeOf(node) === 'fixed') continue
    for (const [port, { control }] of Object.entries(registry.get(node.type)?.inputs ?? {}))
      if (control.kind === 'seed') plain = setValue(node.id, port, 0)(plain)
  }
  return plain
}

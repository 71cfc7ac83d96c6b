import { z } from 'zod'
import { Workflow } from './workflow.ts'

/**
 * The workflow format as JSON Schema (draft 2020-12), for editors and other programs. It says less than `readWorkflow`
 * holds: depth, lengths of texts and what nodes and edges mean together are beyond it.
 */
export function workflowSchema(): z.core.JSONSchema.BaseSchema {
  return { title: 'Patchbay workflow', ...z.toJSONSchema(Workflow, { unrepresentable: 'any' }) }
}

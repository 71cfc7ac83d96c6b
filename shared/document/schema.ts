import { z } from 'zod'
import { Workflow } from './workflow.ts'

/**
 * The workflow format as JSON Schema (draft 2020-12), for editors and other programs. Whatever it
 * refuses, `readWorkflow` refuses. It lets more pass: depth, size and lengths of texts, what nodes and edges mean together, keys that
 * are called `__proto__`, `constructor` or `prototype`, numbers that no double can hold (1e400), and halves of surrogate
 * pairs are beyond it.
 */
export function workflowSchema(): z.core.JSONSchema.BaseSchema {
  return { title: 'Patchbay workflow', ...z.toJSONSchema(Workflow, { unrepresentable: 'any' }) }
}

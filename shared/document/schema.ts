import { z } from 'zod'
import { Workflow } from './workflow.ts'

/**
 * The workflow format as JSON Schema (draft 2020-12), for editors and other programs. Whatever it refuses,
 * `readWorkflow` refuses too. It accepts more: depth, size and lengths of texts, what nodes and edges mean together,
 * keys named `__proto__`, `constructor` or `prototype`, numbers that no double can hold (1e400), and lone surrogates
 * cannot be expressed in it.
 */
export function workflowSchema(): z.core.JSONSchema.BaseSchema {
  return { title: 'Patchbay workflow', ...z.toJSONSchema(Workflow, { unrepresentable: 'any' }) }
}

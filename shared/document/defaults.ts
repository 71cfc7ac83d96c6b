import { FORMAT, VERSION, type Workflow } from './workflow.ts'

/** A workflow without nodes. */
export const emptyWorkflow = (name?: string): Workflow => ({
  format: FORMAT,
  version: VERSION,
  ...(name !== undefined && { name }),
  nodes: [],
  edges: [],
})

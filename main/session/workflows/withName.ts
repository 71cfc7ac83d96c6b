import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'

/** A workflow's text with another name in it. What cannot be read, or is of a newer version, stays as it is. */
export function withName(text: string, name: string): string {
  const read = readWorkflow(text)
  if (!read.ok || read.readOnly || read.workflow.name === name) return text
  return writeWorkflow(renameWorkflow(name)(read.workflow))
}

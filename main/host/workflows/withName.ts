import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { nextTurn } from '../../platform/nextTurn.ts'

/** A workflow's text with another name in it. Unreadable and newer files are not changed. */
export async function withName(text: string, name: string): Promise<string> {
  await nextTurn(text)
  const read = readWorkflow(text)
  if (!read.ok || read.readOnly || read.workflow.name === name) return text
  await nextTurn(text)
  return writeWorkflow(renameWorkflow(name)(read.workflow))
}

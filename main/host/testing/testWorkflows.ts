import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { WorkflowEntry } from '#shared/api/records.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { TestSession } from './testSession.ts'

/** A workflow's text, distinguished from others by a word in it. */
export const text = (word: string): string =>
  writeWorkflow(workflowOf({ a: { type: 'test/text', values: { text: word } } }))

/** Such a text with a name in it, as a renamed file has. */
export const named = (word: string, name: string): string =>
  writeWorkflow({ ...workflowOf({ a: { type: 'test/text', values: { text: word } } }), name })

/** Saves such a workflow as a new one. */
export const save = (session: TestSession, name: string, word = 'one'): Promise<WorkflowEntry> =>
  session.request('workflow.save', { id: null, name, text: text(word), base: null, overwrite: false })

/** The file names of the saved workflows. */
export const filesOf = async ({ home }: TestSession): Promise<readonly string[]> =>
  (await readdir(join(home, 'workflows'))).filter((file) => file.endsWith('.patchbay.json')).toSorted()

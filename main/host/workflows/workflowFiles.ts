import { AppError } from '#shared/errors.ts'
import { versionOf } from '../drafts/versionOf.ts'
import { freeFile, nameOf } from './fileName.ts'
import { withName } from './withName.ts'
import type { WorkflowIndex, WorkflowParts } from './workflowIndex.ts'

export interface SaveRequest {
  readonly id: string | null
  readonly name: string
  readonly text: string
  readonly base: string | null
  readonly overwrite: boolean
  /** The page that saves: the draft of another one stays. Null: whosever it is. */
  readonly by: string | null
}

/** Which file a workflow is written to, and what becomes of what is in it. */
export interface WorkflowFiles {
  /** The file that a text is to be saved in. Rejects with `workflow.conflict`. */
  fileFor(request: SaveRequest): Promise<string>
  /** What is written over on purpose, and is not what the edit began with, can still be found by a person. */
  saveOverwritten(file: string, base: string | null): Promise<void>
  /** Has the workflow in a file called as the file is, and its draft based on that. */
  nameInside(id: string, file: string, version: string): Promise<void>
}

export const createWorkflowFiles = (
  { folder, drafts }: Pick<WorkflowParts, 'folder' | 'drafts'>,
  index: WorkflowIndex,
): WorkflowFiles => ({
  async fileFor({ id, name, base, overwrite }) {
    const workflow = id === null ? undefined : (await index.scan()).find((one) => one.id === id)
    if (id !== null && !overwrite && workflow?.version !== base)
      throw new AppError(
        'workflow.conflict',
        workflow === undefined
          ? 'The file of this workflow was moved or removed since it was opened.'
          : `${workflow.name} was changed by another program, or in another window, since it was opened.`,
        { data: { version: workflow?.version ?? null } },
      )
    return workflow?.file ?? freeFile(name, await index.files())
  },
  async saveOverwritten(file, base) {
    const workflow = await index.findFile(file)
    if (workflow === undefined || workflow.version === base) return
    const { text } = await folder.read(file)
    await folder.writeRemoved(`${workflow.version.slice(0, 8)} replaced ${file}`, text)
  },
  async nameInside(id, file, version) {
    // One that cannot be read has its name outside alone.
    const text = await folder.read(file).then(
      (read) => read.text,
      () => null,
    )
    if (text === null) return
    const named = await withName(text, nameOf(file) ?? file)
    if (named === text) return
    await folder.write(file, named)
    await drafts.rebase(id, version, versionOf(named))
  },
})

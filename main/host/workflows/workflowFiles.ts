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
  /** The page that saves: the draft of another one stays. Null: any page's. */
  readonly by: string | null
}

/** The file that a workflow is written to, and the handling of its previous contents. */
export interface WorkflowFiles {
  /** The file to save a text in. Rejects with `workflow.conflict`. */
  fileFor(request: SaveRequest): Promise<string>
  /**
   * A file that is overwritten on purpose, and is not what the edit is based on, is kept where the user can find it.
   */
  saveOverwritten(file: string, base: string | null): Promise<void>
  /** Sets the name of the workflow in a file to that of the file, and rebases its draft on that. */
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
    // An unreadable one has only the name of its file.
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

import { AppError } from '#shared/errors.ts'
import type { WorkflowEntry } from '#shared/api/records.ts'
import type { Drafts } from '../drafts/drafts.ts'
import type { FileIds } from './fileIds.ts'
import type { SavedFile, WorkflowFolder } from './folder.ts'

export interface SavedWorkflow extends SavedFile {
  readonly id: string
}

/** The files of a folder, by the ids of their workflows. */
export interface WorkflowIndex {
  scan(): Promise<readonly SavedWorkflow[]>
  /** Rejects with `file.unreadable` if there is none. */
  find(id: string): Promise<SavedWorkflow>
  findFile(file: string): Promise<SavedWorkflow | undefined>
  files(): Promise<readonly string[]>
  toEntry(workflow: SavedWorkflow): WorkflowEntry
  /** For a file that was just written. Rejects with `file.unwritable`. */
  entryOf(file: string): Promise<WorkflowEntry>
}

/** The parts of a library's workflows. */
export interface WorkflowParts {
  readonly folder: WorkflowFolder
  readonly ids: FileIds
  readonly drafts: Drafts
}

export function createWorkflowIndex({ folder, ids, drafts }: WorkflowParts): WorkflowIndex {
  async function scan(): Promise<readonly SavedWorkflow[]> {
    const files = await folder.list()
    const idsByFile = await ids.of(files.map(({ file }) => file))
    return files.map((file) => ({ ...file, id: idsByFile.get(file.file) ?? '' }))
  }

  const findFile = async (file: string): Promise<SavedWorkflow | undefined> =>
    (await scan()).find((one) => one.file === file)

  function toEntry({ id, name, savedAt, version }: SavedWorkflow): WorkflowEntry {
    const draft = drafts.get(id)
    return { id, name, savedAt, version, draft: draft !== null && draft.version !== version }
  }

  return {
    scan,
    async find(id) {
      const workflow = (await scan()).find((one) => one.id === id)
      if (workflow !== undefined) return workflow
      throw new AppError(
        'file.unreadable',
        'This workflow is not there any more. Its file was moved or removed.',
      )
    },
    findFile,
    files: async () => (await folder.list()).map(({ file }) => file),
    toEntry,
    async entryOf(file) {
      const workflow = await findFile(file)
      if (workflow === undefined)
        throw new AppError('file.unwritable', `${file} is gone right after it was written.`)
      return toEntry(workflow)
    },
  }
}

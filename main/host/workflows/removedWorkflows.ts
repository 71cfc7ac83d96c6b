import { AppError } from '#shared/errors.ts'
import type { Draft } from '../drafts/draft.ts'
import { versionOf } from '../drafts/versionOf.ts'
import { freeFile } from './fileName.ts'
import type { SavedWorkflow, WorkflowIndex, WorkflowParts } from './workflowIndex.ts'

/** A file that was removed as `removedAs`, with the unsaved draft. */
interface Removed {
  readonly workflow: SavedWorkflow
  readonly removedAs: string
  readonly draft: Draft | null
}

/** What was removed since this process began, and can be restored. */
export interface RemovedWorkflows {
  /** Moves the file to the removed ones, with its draft if that is newer. Resolves with what restores them. */
  remove(workflow: SavedWorkflow): Promise<string>
  /** Resolves with the restored file. Rejects with `file.unreadable` if nothing was removed as that. */
  restore(key: string): Promise<string>
}

export function createRemovedWorkflows(
  { folder, ids, drafts }: WorkflowParts,
  index: Pick<WorkflowIndex, 'files'>,
): RemovedWorkflows {
  const removed = new Map<string, Removed>()
  return {
    async remove(workflow) {
      const { id, file, savedAt, version } = workflow
      const facts = drafts.get(id)
      const draft = facts === null || facts.version === version ? null : await drafts.read(id)
      const removedAs = `${versionOf(file + savedAt).slice(0, 8)} ${file}`
      if (draft !== null) await folder.writeRemoved(removedAs.replace(' ', ' not saved '), draft.text)
      await folder.remove(file, removedAs)
      await ids.move(file, null)
      await drafts.drop(id)
      removed.set(removedAs, { workflow, removedAs, draft })
      return removedAs
    },
    async restore(key) {
      const gone = removed.get(key)
      if (gone === undefined)
        throw new AppError(
          'file.unreadable',
          'This workflow cannot be taken back from here. Its file is in the folder of removed workflows.',
        )
      const { workflow, removedAs, draft } = gone
      const file = freeFile(workflow.name, await index.files())
      await folder.restore(removedAs, file)
      await ids.set(file, workflow.id)
      if (draft !== null) await drafts.save(draft)
      removed.delete(key)
      return file
    },
  }
}

import { AppError } from '#shared/errors.ts'
import type { Draft } from '../drafts/draft.ts'
import { versionOf } from '../drafts/versionOf.ts'
import type { RemovedEntry } from '#shared/api/records.ts'
import { freeFile, nameOf } from './fileName.ts'
import type { SavedWorkflow, WorkflowIndex, WorkflowParts } from './workflowIndex.ts'

/** A file that was removed as `removedAs`, with the unsaved draft. */
interface Removed {
  readonly workflow: SavedWorkflow
  readonly removedAs: string
  readonly draft: Draft | null
}

/** The removed files. Those of this process are restored with their ids and drafts. */
export interface RemovedWorkflows {
  /** Moves the file to the removed ones, with its draft if that is newer. Resolves with what restores them. */
  remove(workflow: SavedWorkflow): Promise<string>
  /** Resolves with the restored file. Rejects with `file.unreadable` if nothing was removed as that. */
  restore(key: string): Promise<string>
  /** Everything that can be restored, the latest first. */
  list(): Promise<readonly RemovedEntry[]>
  /** Rejects likewise. */
  open(key: string): Promise<{ readonly name: string; readonly text: string }>
}

/** `1a2b3c4d Harbour.patchbay.json`, or with what it is after the digits. */
const FILE = /^[0-9a-f]{8} (?:(not saved|replaced) )?(.+)$/

function entryOf({ file, at }: { readonly file: string; readonly at: number }): RemovedEntry | null {
  const [, what, rest = ''] = FILE.exec(file) ?? []
  const name = nameOf(rest)
  if (name === null || file.length > MAX_KEY) return null
  return {
    removed: file,
    name,
    at,
    kind: what === undefined ? 'removed' : what === 'replaced' ? what : 'draft',
  }
}

/** The maximum length of a key in the contract, in characters. */
const MAX_KEY = 200

export function createRemovedWorkflows(
  { folder, ids, drafts }: WorkflowParts,
  index: Pick<WorkflowIndex, 'files'>,
): RemovedWorkflows {
  const removed = new Map<string, Removed>()

  /** Only what is in the folder, whatever a key says. */
  async function find(key: string): Promise<RemovedEntry> {
    const files = await folder.listRemoved()
    const entry = files.filter(({ file }) => file === key).map(entryOf)[0] ?? null
    if (entry === null)
      throw new AppError(
        'file.unreadable',
        'This workflow is not in the folder of removed workflows any more.',
      )
    return entry
  }

  return {
    async list() {
      const files = await folder.listRemoved()
      return files.flatMap((file) => entryOf(file) ?? []).toSorted((one, other) => other.at - one.at)
    },
    async open(key) {
      const { name } = await find(key)
      return { name, text: await folder.readRemoved(key) }
    },
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
      const { name } = await find(key)
      const gone = removed.get(key)
      if (gone === undefined) {
        const file = freeFile(name, await index.files())
        await folder.restore(key, file)
        return file
      }
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

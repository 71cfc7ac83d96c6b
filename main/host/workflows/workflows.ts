import type { RemovedEntry, WorkflowEntry } from '#shared/api/records.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import { parseWorkflow } from './parseWorkflow.ts'
import { freeFile, nameOf } from './fileName.ts'
import { createRemovedWorkflows } from './removedWorkflows.ts'
import { withName } from './withName.ts'
import type { SaveRequest } from './workflowFiles.ts'
import { createWorkflowFiles } from './workflowFiles.ts'
import type { WorkflowParts } from './workflowIndex.ts'
import { createWorkflowIndex } from './workflowIndex.ts'
import { createWorkflowTurns } from './workflowTurns.ts'

export interface OpenedWorkflow {
  readonly entry: WorkflowEntry
  readonly text: string
  readonly saved: string
  readonly base: string
  /** The version of the draft, if that is what opens. */
  readonly draft: string | null
}

/** The saved workflows of a library, by id. One act at a time; an unknown id rejects with `file.unreadable`. */
export interface Workflows {
  list(): Promise<readonly WorkflowEntry[]>
  open(id: string): Promise<OpenedWorkflow>
  /** Rejects with `workflow.invalid`, `workflow.newer`, `workflow.conflict`, `file.unwritable`. */
  save(request: SaveRequest): Promise<WorkflowEntry>
  /** Also changes the name in the file. */
  rename(id: string, name: string): Promise<WorkflowEntry>
  duplicate(id: string): Promise<WorkflowEntry>
  /** Moves the file to the removed ones, with its draft if that is newer. Resolves with what restores them. */
  remove(id: string): Promise<string>
  /** What of this process was removed is restored with its id and its draft. */
  restore(removed: string): Promise<WorkflowEntry>
  /** The removed files, the latest first. */
  listRemoved(): Promise<readonly RemovedEntry[]>
  openRemoved(removed: string): Promise<{ readonly name: string; readonly text: string }>
  /** The name of a workflow, or null if there is none. */
  nameOf(id: string): Promise<string | null>
  /** The id of a file of the folder, by its name there, or null if there is none. */
  idOf(file: string): Promise<string | null>
  /** Checks whether anything has changed since the last event, and if so emits one. */
  look(): Promise<void>
}

export interface WorkflowsOptions extends WorkflowParts {
  readonly onChange: () => void
}

export function createWorkflows(options: WorkflowsOptions): Workflows {
  const { folder, ids, drafts } = options
  const index = createWorkflowIndex(options)
  const { inTurn, change, look } = createWorkflowTurns(index, options.onChange)
  const removed = createRemovedWorkflows(options, index)
  const { fileFor, saveOverwritten, nameInside } = createWorkflowFiles(options, index)
  return {
    list: () => inTurn(async () => (await index.scan()).map(index.toEntry)),
    open: (id) =>
      inTurn(async () => {
        const workflow = await index.find(id)
        const { text: saved, version } = await folder.read(workflow.file)
        const draft = await drafts.read(id)
        return {
          entry: index.toEntry({ ...workflow, version }),
          saved,
          text: draft?.text ?? saved,
          base: draft?.base ?? version,
          draft: draft === null ? null : (drafts.get(id)?.version ?? null),
        }
      }),
    async save(request) {
      const draft = request.id === null ? null : drafts.get(request.id)
      await nextTurn(request.text)
      parseWorkflow(request.text)
      return change(async () => {
        const file = await fileFor(request)
        if (request.overwrite) await saveOverwritten(file, request.base)
        await folder.write(file, request.text)
        // Only what is saved now, or is older: an edit made meanwhile is not saved yet.
        if (draft !== null && (request.by === null || draft.by === request.by))
          await drafts.drop(draft.id, draft.revision)
        return index.entryOf(file)
      })
    },
    rename: (id, name) =>
      change(async () => {
        const workflow = await index.find(id)
        const others = (await index.files()).filter((one) => one !== workflow.file)
        const file = freeFile(name, others)
        if (file !== workflow.file) {
          await folder.rename(workflow.file, file)
          await ids.move(workflow.file, file)
        }
        await nameInside(id, file, workflow.version)
        return index.entryOf(file)
      }),
    duplicate: (id) =>
      change(async () => {
        const workflow = await index.find(id)
        const { text } = await folder.read(workflow.file)
        const file = freeFile(`${workflow.name} copy`, await index.files())
        await folder.write(file, await withName(text, nameOf(file) ?? workflow.name))
        return index.entryOf(file)
      }),
    remove: (id) => change(async () => removed.remove(await index.find(id))),
    restore: (key) => change(async () => index.entryOf(await removed.restore(key))),
    listRemoved: () => inTurn(() => removed.list()),
    openRemoved: (key) => inTurn(() => removed.open(key)),
    nameOf: (id) => inTurn(async () => (await index.scan()).find((one) => one.id === id)?.name ?? null),
    idOf: (file) => inTurn(async () => (await index.findFile(file))?.id ?? null),
    look,
  }
}

import { AppError } from '#shared/errors.ts'
import type { WorkflowEntry } from '#shared/api/records.ts'
import type { Draft, Drafts } from '../drafts/drafts.ts'
import { versionOf } from '../drafts/versionOf.ts'
import { createTurns } from '../drafts/inTurn.ts'
import { nextTurn } from '../../platform/nextTurn.ts'
import { parseWorkflow } from './parseWorkflow.ts'
import type { FileIds } from './fileIds.ts'
import { freeFile, nameOf } from './fileName.ts'
import type { SavedFile, WorkflowFolder } from './folder.ts'
import { withName } from './withName.ts'

export interface OpenedWorkflow {
  readonly entry: WorkflowEntry
  readonly text: string
  readonly saved: string
  readonly base: string
  /** The version of the draft, where that is what opens. */
  readonly draft: string | null
}

export interface SaveRequest {
  readonly id: string | null
  readonly name: string
  readonly text: string
  readonly base: string | null
  readonly overwrite: boolean
  /** The page that saves: the draft of another one stays. Null: whosever it is. */
  readonly by: string | null
}

/** The workflows that a library keeps, by ids. One act at a time; an unknown id rejects with `file.unreadable`. */
export interface Workflows {
  list(): Promise<readonly WorkflowEntry[]>
  open(id: string): Promise<OpenedWorkflow>
  /** Rejects with `workflow.invalid`, `workflow.newer`, `workflow.conflict`, `file.unwritable`. */
  save(request: SaveRequest): Promise<WorkflowEntry>
  /** The name in the file is changed too. */
  rename(id: string, name: string): Promise<WorkflowEntry>
  duplicate(id: string): Promise<WorkflowEntry>
  /** Puts the file aside, and its draft where that is newer. Resolves with what takes them back. */
  remove(id: string): Promise<string>
  /** Takes back what was removed since this process began. */
  restore(removed: string): Promise<WorkflowEntry>
  /** What a workflow is called, or null where there is none. */
  nameOf(id: string): Promise<string | null>
  /** The id of a file of the folder, by its name there, or null where there is none. */
  idOf(file: string): Promise<string | null>
  /** Looks whether anything has changed since it was last told, and tells if so. */
  look(): Promise<void>
}

export interface WorkflowsOptions {
  readonly folder: WorkflowFolder
  readonly ids: FileIds
  readonly drafts: Drafts
  readonly onChange: () => void
}

interface SavedWorkflow extends SavedFile {
  readonly id: string
}

/** A file that was put aside as `aside`, with the draft that was not saved. */
interface Removed {
  readonly workflow: SavedWorkflow
  readonly removedAs: string
  readonly draft: Draft | null
}

export function createWorkflows({ folder, ids, drafts, onChange }: WorkflowsOptions): Workflows {
  const inTurn = createTurns()
  const removed = new Map<string, Removed>()
  let lastSeen: string | null = null

  async function scan(): Promise<readonly SavedWorkflow[]> {
    const files = await folder.list()
    const idsByFile = await ids.of(files.map(({ file }) => file))
    return files.map((file) => ({ ...file, id: idsByFile.get(file.file) ?? '' }))
  }

  async function find(id: string): Promise<SavedWorkflow> {
    const workflow = (await scan()).find((one) => one.id === id)
    if (workflow !== undefined) return workflow
    throw new AppError(
      'file.unreadable',
      'This workflow is not there any more. Its file was moved or removed.',
    )
  }

  function toEntry({ id, name, savedAt, version }: SavedWorkflow): WorkflowEntry {
    const draft = drafts.get(id)
    return { id, name, savedAt, version, draft: draft !== null && draft.version !== version }
  }

  async function look(): Promise<void> {
    const now = JSON.stringify((await scan()).map(({ id, name, version }) => [id, name, version]))
    const changed = lastSeen !== null && lastSeen !== now
    lastSeen = now
    if (changed) onChange()
  }

  /** An act that changes what is kept: whoever listens is told of it before it resolves. */
  const change = <T>(work: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      // Nobody has looked yet: what there is now is what it is compared with.
      if (lastSeen === null) await look()
      const result = await work()
      await look()
      return result
    })

  const filesNow = async (): Promise<readonly string[]> => (await folder.list()).map(({ file }) => file)

  const entryOf = async (file: string): Promise<WorkflowEntry> => {
    const workflow = (await scan()).find((one) => one.file === file)
    if (workflow === undefined)
      throw new AppError('file.unwritable', `${file} is gone right after it was written.`)
    return toEntry(workflow)
  }

  /** The file that a text is to be saved in. Rejects with `workflow.conflict`. */
  async function fileFor({ id, name, base, overwrite }: SaveRequest): Promise<string> {
    const workflow = id === null ? undefined : (await scan()).find((one) => one.id === id)
    if (id !== null && !overwrite && workflow?.version !== base)
      throw new AppError(
        'workflow.conflict',
        workflow === undefined
          ? 'The file of this workflow was moved or removed since it was opened.'
          : `${workflow.name} was changed by another program, or in another window, since it was opened.`,
        { data: { version: workflow?.version ?? null } },
      )
    return workflow?.file ?? freeFile(name, await filesNow())
  }

  /** What is written over on purpose, and is not what the edit began with, can still be found by a person. */
  async function saveOverwritten(file: string, base: string | null): Promise<void> {
    const workflow = (await scan()).find((one) => one.file === file)
    if (workflow === undefined || workflow.version === base) return
    const { text } = await folder.read(file)
    await folder.writeRemoved(`${workflow.version.slice(0, 8)} replaced ${file}`, text)
  }

  /** Has the workflow in a file called as the file is, and its draft based on that. */
  async function nameInside(id: string, file: string, version: string): Promise<void> {
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
  }

  return {
    list: () => inTurn(async () => (await scan()).map(toEntry)),
    open: (id) =>
      inTurn(async () => {
        const workflow = await find(id)
        const { text: saved, version } = await folder.read(workflow.file)
        const draft = await drafts.read(id)
        const entry = toEntry({ ...workflow, version })
        return {
          entry,
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
        // Only what is saved now, or is older: an edit that came meanwhile is not saved yet.
        if (draft !== null && (request.by === null || draft.by === request.by))
          await drafts.drop(draft.id, draft.revision)
        return entryOf(file)
      })
    },
    rename: (id, name) =>
      change(async () => {
        const workflow = await find(id)
        const file = freeFile(
          name,
          (await filesNow()).filter((one) => one !== workflow.file),
        )
        if (file !== workflow.file) {
          await folder.rename(workflow.file, file)
          await ids.move(workflow.file, file)
        }
        await nameInside(id, file, workflow.version)
        return entryOf(file)
      }),
    duplicate: (id) =>
      change(async () => {
        const workflow = await find(id)
        const { text } = await folder.read(workflow.file)
        const file = freeFile(`${workflow.name} copy`, await filesNow())
        await folder.write(file, await withName(text, nameOf(file) ?? workflow.name))
        return entryOf(file)
      }),
    remove: (id) =>
      change(async () => {
        const workflow = await find(id)
        const facts = drafts.get(id)
        const draft = facts === null || facts.version === workflow.version ? null : await drafts.read(id)
        const removedAs = `${versionOf(workflow.file + workflow.savedAt).slice(0, 8)} ${workflow.file}`
        if (draft !== null) await folder.writeRemoved(removedAs.replace(' ', ' not saved '), draft.text)
        await folder.remove(workflow.file, removedAs)
        await ids.move(workflow.file, null)
        await drafts.drop(id)
        removed.set(removedAs, { workflow, removedAs, draft })
        return removedAs
      }),
    restore: (key) =>
      change(async () => {
        const gone = removed.get(key)
        if (gone === undefined)
          throw new AppError(
            'file.unreadable',
            'This workflow cannot be taken back from here. Its file is in the folder of removed workflows.',
          )
        const { workflow: kept, removedAs: aside, draft } = gone
        const file = freeFile(kept.name, await filesNow())
        await folder.restore(aside, file)
        await ids.set(file, kept.id)
        if (draft !== null) await drafts.save(draft)
        removed.delete(key)
        return entryOf(file)
      }),
    nameOf: (id) => inTurn(async () => (await scan()).find((one) => one.id === id)?.name ?? null),
    idOf: (file) => inTurn(async () => (await scan()).find((one) => one.file === file)?.id ?? null),
    look: () => inTurn(look),
  }
}

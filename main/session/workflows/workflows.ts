import { AppError } from '#shared/errors.ts'
import type { WorkflowEntry } from '#shared/ipc/records.ts'
import type { Drafts } from '../drafts.ts'
import { versionOf } from '../drafts.ts'
import { createTurns } from '../inTurn.ts'
import { parseWorkflow } from '../parseWorkflow.ts'
import type { FileIds } from './fileIds.ts'
import { freeFile } from './fileName.ts'
import type { KeptFile, WorkflowFolder } from './folder.ts'

export interface OpenedWorkflow {
  readonly entry: WorkflowEntry
  readonly text: string
  readonly saved: string
  readonly base: string
}

export interface SaveRequest {
  readonly id: string | null
  readonly name: string
  readonly text: string
  readonly base: string | null
  readonly overwrite: boolean
}

/** The workflows that a library keeps, by ids. One act at a time; an unknown id rejects with `file.unreadable`. */
export interface Workflows {
  list(): Promise<readonly WorkflowEntry[]>
  open(id: string): Promise<OpenedWorkflow>
  /** Rejects with `workflow.invalid`, `workflow.newer`, `workflow.conflict`, `file.unwritable`. */
  save(request: SaveRequest): Promise<WorkflowEntry>
  rename(id: string, name: string): Promise<WorkflowEntry>
  duplicate(id: string): Promise<WorkflowEntry>
  remove(id: string): Promise<void>
  /** What a workflow is called, or null where there is none. */
  nameOf(id: string): Promise<string | null>
  /** Looks whether anything has changed since it was last told, and tells if so. */
  look(): Promise<void>
}

export interface WorkflowsOptions {
  readonly folder: WorkflowFolder
  readonly ids: FileIds
  readonly drafts: Drafts
  readonly onChange: () => void
}

interface Kept extends KeptFile {
  readonly id: string
}

export function createWorkflows({ folder, ids, drafts, onChange }: WorkflowsOptions): Workflows {
  const inTurn = createTurns()
  let told: string | null = null

  async function scan(): Promise<readonly Kept[]> {
    const files = await folder.list()
    const known = await ids.of(files.map(({ file }) => file))
    return files.map((file) => ({ ...file, id: known.get(file.file) ?? '' }))
  }

  async function find(id: string): Promise<Kept> {
    const kept = (await scan()).find((one) => one.id === id)
    if (kept !== undefined) return kept
    throw new AppError(
      'file.unreadable',
      'This workflow is not there any more. Its file was moved or removed.',
    )
  }

  function toEntry({ id, name, savedAt, version }: Kept): WorkflowEntry {
    const draft = drafts.get(id)
    return { id, name, savedAt, version, draft: draft !== null && draft.version !== version }
  }

  async function look(): Promise<void> {
    const now = JSON.stringify((await scan()).map(({ id, name, version }) => [id, name, version]))
    const changed = told !== null && told !== now
    told = now
    if (changed) onChange()
  }

  /** An act that changes what is kept: whoever listens is told of it before it resolves. */
  const change = <T>(work: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      // Nobody has looked yet: what there is now is what it is compared with.
      if (told === null) await look()
      const result = await work()
      await look()
      return result
    })

  const filesNow = async (): Promise<readonly string[]> => (await folder.list()).map(({ file }) => file)

  const entryOf = async (file: string): Promise<WorkflowEntry> => {
    const kept = (await scan()).find((one) => one.file === file)
    if (kept === undefined)
      throw new AppError('file.unwritable', `${file} is gone right after it was written.`)
    return toEntry(kept)
  }

  /** The file that a text is to be saved in. Rejects with `workflow.conflict`. */
  async function fileFor({ id, name, base, overwrite }: SaveRequest): Promise<string> {
    const kept = id === null ? undefined : (await scan()).find((one) => one.id === id)
    if (id !== null && !overwrite && kept?.version !== base)
      throw new AppError(
        'workflow.conflict',
        kept === undefined
          ? 'The file of this workflow was moved or removed since it was opened.'
          : `${kept.name} was changed by another program, or in another window, since it was opened.`,
        { data: { version: kept?.version ?? null } },
      )
    return kept?.file ?? freeFile(name, await filesNow())
  }

  return {
    list: () => inTurn(async () => (await scan()).map(toEntry)),
    open: (id) =>
      inTurn(async () => {
        const kept = await find(id)
        const { text: saved, version } = await folder.read(kept.file)
        const draft = await drafts.read(id)
        const entry = toEntry({ ...kept, version })
        return { entry, saved, text: draft?.text ?? saved, base: draft?.base ?? version }
      }),
    save(request) {
      parseWorkflow(request.text)
      const draft = request.id === null ? null : drafts.get(request.id)
      return change(async () => {
        const file = await fileFor(request)
        await folder.write(file, request.text)
        // Only what is saved now, or is older: an edit that came meanwhile is not saved yet.
        if (draft !== null) await drafts.drop(draft.id, draft.revision)
        return entryOf(file)
      })
    },
    rename: (id, name) =>
      change(async () => {
        const kept = await find(id)
        const file = freeFile(
          name,
          (await filesNow()).filter((one) => one !== kept.file),
        )
        if (file === kept.file) return toEntry(kept)
        await folder.rename(kept.file, file)
        await ids.move(kept.file, file)
        return entryOf(file)
      }),
    duplicate: (id) =>
      change(async () => {
        const kept = await find(id)
        const { text } = await folder.read(kept.file)
        const file = freeFile(`${kept.name} copy`, await filesNow())
        await folder.write(file, text)
        return entryOf(file)
      }),
    remove: (id) =>
      change(async () => {
        const kept = await find(id)
        await folder.putAside(kept.file, `${versionOf(kept.file + kept.savedAt).slice(0, 8)} ${kept.file}`)
        await ids.move(kept.file, null)
        await drafts.drop(id)
      }),
    nameOf: (id) => inTurn(async () => (await scan()).find((one) => one.id === id)?.name ?? null),
    look: () => inTurn(look),
  }
}

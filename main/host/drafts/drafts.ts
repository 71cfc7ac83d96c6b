import { randomUUID } from 'node:crypto'
import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import { whenAbsent } from '../../platform/fileError.ts'
import type { Draft, DraftFacts } from './draft.ts'
import { fileOf, logOf, readDraft } from './draft.ts'
import type { LoggedChange } from './draftLog.ts'
import { appendChange, mendChanges, readChanges, versionAfter } from './draftLog.ts'
import type { DraftSlot, DraftSlots } from './draftSlots.ts'
import { createDraftSlots, pickFacts } from './draftSlots.ts'
import { versionOf } from './versionOf.ts'

/** Drafts by the id of their workflow, each in a file. */
export interface Drafts {
  /**
   * Resolves with its version when this text, or a later one, would survive a kill. `after` is the last version that
   * its page knew: rejects with `workflow.conflict` if another page has saved another one since. Rejects with
   * `file.unwritable`.
   */
  save(draft: Draft, after?: string | null): Promise<string>
  /**
   * Changes the draft that has the version `after`, whose text need not be sent again. Resolves with its version when
   * the change would survive a kill. Rejects with `workflow.conflict` if it has another version, or if the whole text
   * is needed.
   */
  change(id: string, change: LoggedChange, after: string): Promise<string>
  get(id: string): DraftFacts | null
  /** Null if there is no draft, or its file is gone. */
  read(id: string): Promise<Draft | null>
  /** With `revision`: unless something later was saved since. */
  drop(id: string, revision?: number): Promise<void>
  /** Rebases the draft on another version of the file, if it was based on this one. */
  rebase(id: string, from: string, to: string): Promise<void>
  list(): readonly DraftFacts[]
}

/** After this many characters of changes a draft must be saved whole again. */
const MAX_LOGGED_CHARACTERS = 8 * 2 ** 20

/**
 * Opens the drafts in a folder. A file that is not a draft is ignored, and stays. Unreadable or unwritable changes do
 * not prevent the others from opening: their draft is restored as last saved whole, and they are moved aside.
 */
export async function openDrafts(folder: string, log: Log = silentLog): Promise<Drafts> {
  const slots = createDraftSlots(folder)
  for (const file of await readdir(folder).catch(whenAbsent([], folder))) {
    const draft = await readDraft(join(folder, file))
    if (draft !== null && fileOf(draft.id) === file) await recall(slots, slots.at(draft.id), draft, log)
  }
  return {
    async save(draft, after = null) {
      const slot = slots.at(draft.id)
      const { facts } = slot
      if (facts !== null && facts.by !== draft.by && facts.version !== after) refuse(draft, facts)
      return slots.save(slot, draft)
    },
    change: (id, change, after) => changeDraft(slots, id, change, after),
    get: (id) => slots.get(id)?.facts ?? null,
    read: (id) => slots.read(id),
    async rebase(id, from, to) {
      const slot = slots.get(id)
      for (let facts = slot?.facts; slot !== undefined && facts?.base === from; facts = slot.facts) {
        const { revision } = facts
        const draft = await slots.read(id)
        // An edit that arrived while it was read is not in it.
        if (slot.facts?.revision !== revision) continue
        if (draft !== null) await slots.save(slot, { ...draft, base: to })
        return
      }
    },
    async drop(id, upTo = Infinity) {
      const slot = slots.get(id)
      if (slot === undefined || slot.facts === null || slot.facts.revision > upTo) return
      slot.facts = null
      slot.latest = null
      slot.saving = slot.write(null)
      await slot.saving
    },
    list: () => slots.all().flatMap(({ facts }) => facts ?? []),
  }
}

/** The metadata of a draft from an earlier process. */
async function recall(slots: DraftSlots, slot: DraftSlot, draft: Draft, log: Log): Promise<void> {
  const path = logOf(slot.path)
  slot.whole = versionOf(draft.text)
  const changes = await readChanges(path, slot.whole).catch(async (thrown: unknown) => {
    log.error('draft.unread', { path, error: thrown })
    await rename(path, `${path}.unread-${randomUUID()}`).catch((failed: unknown) =>
      log.error('draft.stuck', { path, error: failed }),
    )
    return []
  })
  slot.logged = changes.reduce((length, change) => length + JSON.stringify(change).length, 0)
  if (changes.length > 0)
    await mendChanges(path, slot.whole, changes).catch((thrown: unknown) => {
      log.error('draft.unmended', { path, error: thrown })
      // Nothing is appended to a log that may be truncated.
      slot.logged = Infinity
    })
  slots.put(slot, { ...draft, ...pickFacts(draft, changes.at(-1)) }, changes.reduce(versionAfter, slot.whole))
}

/** As `Drafts.change`. */
async function changeDraft(
  slots: DraftSlots,
  id: string,
  change: LoggedChange,
  after: string,
): Promise<string> {
  const slot = slots.get(id)
  const facts = slot?.facts ?? null
  if (slot === undefined || facts === null || facts.version !== after || slot.logged > MAX_LOGGED_CHARACTERS)
    throw mustBeWhole(change.name)
  const version = versionAfter(after, change)
  const first = slot.logged === 0
  const { whole } = slot
  slot.logged += JSON.stringify(change).length
  slots.put(slot, { id, ...change }, version)
  // A change is useless before its base is on the disk.
  await slot.saving
  await slot.inTurn(async () => {
    if (slot.logged === Infinity) throw mustBeWhole(change.name)
    await appendChange(logOf(slot.path), whole, change, first).catch((thrown: unknown) => {
      // What follows a missing change would be applied to another text.
      slot.logged = Infinity
      throw thrown
    })
  })
  return version
}

const mustBeWhole = (name: string): AppError =>
  new AppError('workflow.conflict', `The draft of ${name} has to be saved whole.`)

function refuse({ name, text }: Draft, { version }: DraftFacts): void {
  if (version === versionOf(text)) return
  throw new AppError('workflow.conflict', `${name} is edited in another window too, and was changed there.`, {
    data: { draft: version },
  })
}

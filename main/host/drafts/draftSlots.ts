import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../../platform/writeWhole.ts'
import type { Draft, DraftFacts } from './draft.ts'
import { fileOf, logOf, readDraft } from './draft.ts'
import type { LoggedChange } from './draftLog.ts'
import { readChanges, textAfter } from './draftLog.ts'
import { createTurns } from './inTurn.ts'
import { createLatestWriter } from './latestWrite.ts'
import { versionOf } from './versionOf.ts'

/** The storage of a draft, with its metadata. */
export interface DraftSlot {
  facts: DraftFacts | null
  /** The text that is being written to the disk. */
  latest: Draft | null
  /** The version of the last whole text, and how many characters of changes are logged after it. */
  whole: string
  logged: number
  readonly path: string
  /** Resolves when the whole text is on the disk. */
  saving: Promise<void>
  readonly write: (draft: Draft | null) => Promise<void>
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

/** The storage of each draft of a folder, by the id of its workflow. */
export interface DraftSlots {
  /** The storage of a draft, created if there is none yet. */
  at(id: string): DraftSlot
  get(id: string): DraftSlot | undefined
  all(): readonly DraftSlot[]
  /** Updates the metadata of a draft. */
  put(slot: DraftSlot, facts: Omit<DraftFacts, 'version' | 'revision'>, version: string): void
  /** Saves a whole draft; resolves with its version when it is on the disk. */
  save(slot: DraftSlot, draft: Draft): Promise<string>
  /** Null if there is no draft, or its file is gone. */
  read(id: string): Promise<Draft | null>
}

export function createDraftSlots(folder: string): DraftSlots {
  const slots = new Map<string, DraftSlot>()
  let revision = 0

  function makeSlot(id: string): DraftSlot {
    const path = join(folder, fileOf(id))
    const inTurn = createTurns()
    const write = createLatestWriter((draft: Draft | null) =>
      inTurn(async () => {
        if (draft !== null) return writeWhole(path, Buffer.from(JSON.stringify(draft)))
        await rm(logOf(path), { force: true })
        await rm(path, { force: true })
      }),
    )
    const slot = {
      facts: null,
      latest: null,
      whole: '',
      logged: 0,
      path,
      saving: Promise.resolve(),
      write,
      inTurn,
    }
    slots.set(id, slot)
    return slot
  }

  const put: DraftSlots['put'] = (slot, { id, name, base, by }, version) => {
    slot.facts = { id, name, base, by, version, revision: ++revision }
  }

  return {
    at: (id) => slots.get(id) ?? makeSlot(id),
    get: (id) => slots.get(id),
    all: () => [...slots.values()],
    put,
    async save(slot, draft) {
      const version = versionOf(draft.text)
      put(slot, draft, version)
      slot.whole = version
      slot.logged = 0
      slot.latest = draft
      slot.saving = slot.write(draft)
      await slot.saving
      if (slot.latest === draft) slot.latest = null
      return version
    },
    async read(id) {
      const slot = slots.get(id)
      if (slot === undefined || slot.facts === null) return null
      if (slot.latest !== null && slot.facts.version === slot.whole) return slot.latest
      await slot.saving
      return slot.inTurn(async () => {
        const draft = await readDraft(slot.path)
        if (draft === null) return null
        const changes = await readChanges(logOf(slot.path), versionOf(draft.text))
        return { ...draft, ...pickFacts(draft, changes.at(-1)), text: await textAfter(draft.text, changes) }
      })
    },
  }
}

/** The name and base of a draft, after its changes. */
export const pickFacts = (
  draft: Draft,
  last: LoggedChange | undefined,
): Pick<Draft, 'name' | 'base' | 'by'> => {
  const { name, base, by } = last ?? draft
  return { name, base, by }
}

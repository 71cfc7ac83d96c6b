import { hash, randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import type { Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import { whenAbsent } from '../../platform/fileError.ts'
import { writeWhole } from '../../platform/writeWhole.ts'
import type { LoggedChange } from './draftLog.ts'
import { appendChange, mendChanges, readChanges, textAfter, versionAfter } from './draftLog.ts'
import { createTurns } from './inTurn.ts'
import { createLatestWriter } from './latestWrite.ts'
import { versionOf } from './versionOf.ts'

/**
 * What is on a canvas and not saved. `base` is the version of the saved file that it began with, `by` the page that it is
 * from, where these are known.
 */
export const Draft = z.object({
  id: z.string(),
  name: z.string(),
  base: z.string().nullable(),
  by: z.string().nullable().default(null),
  text: z.string(),
})
export type Draft = z.infer<typeof Draft>

/**
 * What is known of a draft without its text. `version` is the SHA-256 of the text, or, where it was changed since it was
 * kept whole, of that and the changes.
 */
export interface DraftFacts {
  readonly id: string
  readonly name: string
  readonly base: string | null
  readonly by: string | null
  readonly version: string
  /** Grows with each time it is kept. */
  readonly revision: number
}

/** Drafts by the id of their workflow, each in a file. */
export interface Drafts {
  /**
   * Resolves with its version when this text, or a later one, would survive a kill. `after` is the version that its page
   * knew last: rejects with `workflow.conflict` where another page has kept another one since. Rejects with `file.unwritable`.
   */
  save(draft: Draft, after?: string | null): Promise<string>
  /**
   * Changes the draft that has the version `after`, whose text need not be sent again. Resolves with its version when the
   * change would survive a kill. Rejects with `workflow.conflict` where it has another version, or is to be kept whole.
   */
  change(id: string, change: LoggedChange, after: string): Promise<string>
  get(id: string): DraftFacts | null
  /** Null where there is no draft, or its file is gone. */
  read(id: string): Promise<Draft | null>
  /** With `revision`: unless something later was kept since. */
  drop(id: string, revision?: number): Promise<void>
  /** The draft is from now on based on another version of the file, where it was based on this one. */
  rebase(id: string, from: string, to: string): Promise<void>
  list(): readonly DraftFacts[]
}

interface Slot {
  facts: DraftFacts | null
  /** The text that is on its way to the disk. */
  latest: Draft | null
  /** The version of the text that is kept whole, and how many characters of changes to it are written behind. */
  whole: string
  logged: number
  readonly path: string
  /** Resolves when what was kept whole is on the disk. */
  saving: Promise<void>
  readonly write: (draft: Draft | null) => Promise<void>
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

/** After so many characters of changes a draft is to be kept whole again. */
const MAX_LOGGED_CHARACTERS = 8 * 2 ** 20

/**
 * Opens the drafts in a folder. A file that is none is passed over, and stays. Changes that cannot be read or written do not
 * keep the rest from opening: their draft is as it was saved whole, and they are put beside it.
 */
export async function openDrafts(folder: string, log: Log = silentLog): Promise<Drafts> {
  const slots = new Map<string, Slot>()
  let revision = 0

  const slotOf = (id: string): Slot => {
    const existing = slots.get(id)
    if (existing !== undefined) return existing
    const path = join(folder, fileOf(id))
    const inTurn = createTurns()
    const write = createLatestWriter((draft: Draft | null) =>
      inTurn(async () => {
        if (draft !== null) return writeWhole(path, Buffer.from(JSON.stringify(draft)))
        await rm(logOf(path), { force: true })
        await rm(path, { force: true })
      }),
    )
    const done = Promise.resolve()
    const slot = { facts: null, latest: null, whole: '', logged: 0, path, saving: done, write, inTurn }
    slots.set(id, slot)
    return slot
  }

  const put = (
    slot: Slot,
    { id, name, base, by }: Omit<DraftFacts, 'version' | 'revision'>,
    version: string,
  ): void => {
    slot.facts = { id, name, base, by, version, revision: ++revision }
  }

  const save = async (slot: Slot, draft: Draft): Promise<string> => {
    const version = versionOf(draft.text)
    put(slot, draft, version)
    slot.whole = version
    slot.logged = 0
    slot.latest = draft
    slot.saving = slot.write(draft)
    await slot.saving
    if (slot.latest === draft) slot.latest = null
    return version
  }

  const read = async (id: string): Promise<Draft | null> => {
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
  }

  for (const file of await readdir(folder).catch(whenAbsent([], folder))) {
    const draft = await readDraft(join(folder, file))
    if (draft !== null && fileOf(draft.id) === file) await recall(slotOf(draft.id), draft)
  }

  /** What is known of a draft that an earlier process has kept. */
  async function recall(slot: Slot, draft: Draft): Promise<void> {
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
        // Nothing is written behind what may be cut off.
        slot.logged = Infinity
      })
    put(slot, { ...draft, ...pickFacts(draft, changes.at(-1)) }, changes.reduce(versionAfter, slot.whole))
  }

  return {
    async save(draft, after = null) {
      const slot = slotOf(draft.id)
      const { facts } = slot
      if (facts !== null && facts.by !== draft.by && facts.version !== after) refuse(draft, facts)
      return save(slot, draft)
    },
    async change(id, change, after) {
      const slot = slots.get(id)
      const facts = slot?.facts ?? null
      if (
        slot === undefined ||
        facts === null ||
        facts.version !== after ||
        slot.logged > MAX_LOGGED_CHARACTERS
      )
        throw mustBeWhole(change.name)
      const version = versionAfter(after, change)
      const first = slot.logged === 0
      const { whole } = slot
      slot.logged += JSON.stringify(change).length
      put(slot, { id, ...change }, version)
      // A change is worth nothing before what it changes is on the disk.
      await slot.saving
      await slot.inTurn(async () => {
        if (slot.logged === Infinity) throw mustBeWhole(change.name)
        await appendChange(logOf(slot.path), whole, change, first).catch((thrown: unknown) => {
          // What comes behind a change that is missing would be put to another text.
          slot.logged = Infinity
          throw thrown
        })
      })
      return version
    },
    get: (id) => slots.get(id)?.facts ?? null,
    read,
    async rebase(id, from, to) {
      const slot = slots.get(id)
      for (let facts = slot?.facts; slot !== undefined && facts?.base === from; facts = slot.facts) {
        const { revision } = facts
        const draft = await read(id)
        // An edit that came while it was read is not in it.
        if (slot.facts?.revision !== revision) continue
        if (draft !== null) await save(slot, { ...draft, base: to })
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
    list: () => [...slots.values()].flatMap(({ facts }) => facts ?? []),
  }
}

const mustBeWhole = (name: string): AppError =>
  new AppError('workflow.conflict', `The draft of ${name} is to be kept whole.`)

function refuse({ name, text }: Draft, { version }: DraftFacts): void {
  if (version === versionOf(text)) return
  throw new AppError('workflow.conflict', `${name} is edited in another window too, and was changed there.`, {
    data: { draft: version },
  })
}

const pickFacts = (draft: Draft, last: LoggedChange | undefined): Pick<Draft, 'name' | 'base' | 'by'> => {
  const { name, base, by } = last ?? draft
  return { name, base, by }
}

/** Where the changes to a draft are written down. */
const logOf = (path: string): string => path.replace(/\.json$/, '.log')

/** A name that leads nowhere, whatever the id says. */
const fileOf = (id: string): string => `${hash('sha256', id).slice(0, 32)}.json`

async function readDraft(path: string): Promise<Draft | null> {
  try {
    return Draft.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

import { hash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { writeWhole } from '../services/writeWhole.ts'
import { createLatestWriter } from './latestWrite.ts'

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

/** What is known of a draft without its text. `version` is the SHA-256 of the text. */
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
  keep(draft: Draft, after?: string | null): Promise<string>
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
  readonly write: (draft: Draft | null) => Promise<void>
}

export const versionOf = (text: string | Uint8Array): string => hash('sha256', text)

/** Opens the drafts in a folder. A file that is none is passed over, and stays. */
export async function openDrafts(folder: string): Promise<Drafts> {
  const slots = new Map<string, Slot>()
  let revision = 0

  const slotOf = (id: string): Slot => {
    const known = slots.get(id)
    if (known !== undefined) return known
    const path = join(folder, fileOf(id))
    const write = createLatestWriter(async (draft: Draft | null) => {
      if (draft === null) await rm(path, { force: true })
      else await writeWhole(path, Buffer.from(JSON.stringify(draft)))
    })
    const slot: Slot = { facts: null, latest: null, write }
    slots.set(id, slot)
    return slot
  }

  const put = (slot: Slot, { id, name, base, by, text }: Draft): string => {
    const version = versionOf(text)
    slot.facts = { id, name, base, by, version, revision: ++revision }
    return version
  }

  const keep = async (slot: Slot, draft: Draft): Promise<string> => {
    const version = put(slot, draft)
    slot.latest = draft
    await slot.write(draft)
    if (slot.latest === draft) slot.latest = null
    return version
  }

  const read = async (id: string): Promise<Draft | null> => {
    const slot = slots.get(id)
    if (slot === undefined || slot.facts === null) return null
    return slot.latest ?? readDraft(join(folder, fileOf(id)))
  }

  for (const file of await readdir(folder).catch(() => [])) {
    const draft = await readDraft(join(folder, file))
    if (draft !== null && fileOf(draft.id) === file) put(slotOf(draft.id), draft)
  }

  return {
    async keep(draft, after = null) {
      const slot = slotOf(draft.id)
      const { facts } = slot
      if (facts !== null && facts.by !== draft.by && facts.version !== after) refuse(draft, facts)
      return keep(slot, draft)
    },
    get: (id) => slots.get(id)?.facts ?? null,
    read,
    async rebase(id, from, to) {
      const slot = slots.get(id)
      if (slot?.facts?.base !== from) return
      const draft = await read(id)
      // What was kept meanwhile says itself what it is based on.
      if (draft !== null && draft.base === from) await keep(slot, { ...draft, base: to })
    },
    async drop(id, upTo = Infinity) {
      const slot = slots.get(id)
      if (slot === undefined || slot.facts === null || slot.facts.revision > upTo) return
      slot.facts = null
      slot.latest = null
      await slot.write(null)
    },
    list: () => [...slots.values()].flatMap(({ facts }) => facts ?? []),
  }
}

function refuse({ name, text }: Draft, { version }: DraftFacts): void {
  if (version === versionOf(text)) return
  throw new AppError('workflow.conflict', `${name} is edited in another window too, and was changed there.`, {
    data: { draft: version },
  })
}

/** A name that leads nowhere, whatever the id says. */
const fileOf = (id: string): string => `${hash('sha256', id).slice(0, 32)}.json`

async function readDraft(path: string): Promise<Draft | null> {
  try {
    return Draft.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

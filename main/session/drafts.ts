import { hash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../services/writeWhole.ts'
import { createLatestWriter } from './latestWrite.ts'

/** What is on a canvas and not saved. `base` is the version of the saved file that it began with, where that is known. */
export const Draft = z.object({
  id: z.string(),
  name: z.string(),
  base: z.string().nullable(),
  text: z.string(),
})
export type Draft = z.infer<typeof Draft>

/** What is known of a draft without its text. `version` is the SHA-256 of the text. */
export interface DraftFacts {
  readonly id: string
  readonly name: string
  readonly base: string | null
  readonly version: string
  /** Grows with each time it is kept. */
  readonly revision: number
}

/** Drafts by the id of their workflow, each in a file. */
export interface Drafts {
  /** Resolves when this text, or a later one, would survive a kill. Rejects with `file.unwritable`. */
  keep(draft: Draft): Promise<void>
  get(id: string): DraftFacts | null
  /** Null where there is no draft, or its file is gone. */
  read(id: string): Promise<Draft | null>
  /** With `revision`: unless something later was kept since. */
  drop(id: string, revision?: number): Promise<void>
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

  const put = (slot: Slot, { id, name, base, text }: Draft): void => {
    slot.facts = { id, name, base, version: versionOf(text), revision: ++revision }
  }

  for (const file of await readdir(folder).catch(() => [])) {
    const draft = await readDraft(join(folder, file))
    if (draft !== null && fileOf(draft.id) === file) put(slotOf(draft.id), draft)
  }

  return {
    async keep(draft) {
      const slot = slotOf(draft.id)
      put(slot, draft)
      slot.latest = draft
      await slot.write(draft)
      if (slot.latest === draft) slot.latest = null
    },
    get: (id) => slots.get(id)?.facts ?? null,
    async read(id) {
      const slot = slots.get(id)
      if (slot === undefined || slot.facts === null) return null
      return slot.latest ?? readDraft(join(folder, fileOf(id)))
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

/** A name that leads nowhere, whatever the id says. */
const fileOf = (id: string): string => `${hash('sha256', id).slice(0, 32)}.json`

async function readDraft(path: string): Promise<Draft | null> {
  try {
    return Draft.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

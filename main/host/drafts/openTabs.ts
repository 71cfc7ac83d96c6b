import { readFile } from 'node:fs/promises'
import { OpenTabs } from '#shared/api/records.ts'
import { writeWhole } from '../../platform/writeWhole.ts'
import { createLatestWriter } from './latestWrite.ts'

/** Which workflows were open last, for a page that begins. */
export interface SavedTabs {
  /** Null where nobody has said yet. */
  get(): OpenTabs | null
  /** Rejects with `file.unwritable`. */
  save(tabs: OpenTabs): Promise<void>
}

/** Open tabs kept in a file. Where it cannot be read, nobody knows: nothing is lost by that but their order. */
export async function openTabs(path: string): Promise<SavedTabs> {
  let tabs = await readTabs(path)
  const write = createLatestWriter((latest: OpenTabs) =>
    writeWhole(path, Buffer.from(JSON.stringify(latest))),
  )
  return {
    get: () => tabs,
    save(next) {
      tabs = next
      return write(next)
    },
  }
}

async function readTabs(path: string): Promise<OpenTabs | null> {
  try {
    return OpenTabs.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

import { readFile } from 'node:fs/promises'
import { OpenTabs } from '#shared/api/records.ts'
import { writeWhole } from '../../platform/writeWhole.ts'
import { createLatestWriter } from './latestWrite.ts'

/** The workflows that were open last, for a page that starts. */
export interface SavedTabs {
  /** Null if none were recorded. */
  get(): OpenTabs | null
  /** Rejects with `file.unwritable`. */
  save(tabs: OpenTabs): Promise<void>
}

/** Open tabs, stored in a file. If it cannot be read, only their order is lost. */
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

import { readFile } from 'node:fs/promises'
import { OpenTabs } from '#shared/ipc/records.ts'
import { writeWhole } from '../services/writeWhole.ts'
import { createLatestWriter } from './latestWrite.ts'

/** Which workflows were open last, for a page that begins. */
export interface KeptTabs {
  get(): OpenTabs
  /** Rejects with `file.unwritable`. */
  keep(tabs: OpenTabs): Promise<void>
}

const NONE: OpenTabs = { tabs: [], active: null }

/** Open tabs kept in a file. Where it cannot be read, none were open: nothing is lost by that but their order. */
export async function openTabs(path: string): Promise<KeptTabs> {
  let tabs = await readTabs(path)
  const write = createLatestWriter((latest: OpenTabs) =>
    writeWhole(path, Buffer.from(JSON.stringify(latest))),
  )
  return {
    get: () => tabs,
    keep(next) {
      tabs = next
      return write(next)
    },
  }
}

async function readTabs(path: string): Promise<OpenTabs> {
  try {
    return OpenTabs.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return NONE
  }
}

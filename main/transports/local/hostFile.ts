import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../../platform/writeWhole.ts'

/** Raised whenever the meaning of a request changes for a host that does not know its new fields. */
export const PROTOCOL = 3

/** How programs of the same user reach the host that holds a library. */
export const HostFile = z.object({
  /** A Unix domain socket, or a named pipe. */
  address: z.string().min(1),
  /** It gives all rights of the user. */
  token: z.string().regex(/^[0-9a-f]{64}$/),
  pid: z.int().positive(),
  version: z.string(),
  /** An editor accepts runs from others; a command ends with its own. */
  front: z.enum(['editor', 'command']).default('editor'),
  /** The version of the requests. Hosts from before this field have none. */
  protocol: z.int().positive().default(1),
})
export type HostFile = z.infer<typeof HostFile>

const pathOf = (home: string): string => join(home, 'host.json')

/** The file is readable by this user alone from its first byte on. Rejects with `file.unwritable`. */
export const writeHostFile = (home: string, file: HostFile): Promise<void> =>
  writeWhole(pathOf(home), Buffer.from(JSON.stringify(file)))

/** Null if there is none, or if it is invalid. A killed host leaves its own behind. */
export async function readHostFile(home: string): Promise<HostFile | null> {
  try {
    return HostFile.parse(JSON.parse(await readFile(pathOf(home), 'utf8')))
  } catch {
    return null
  }
}

export const removeHostFile = (home: string): Promise<void> => rm(pathOf(home), { force: true })

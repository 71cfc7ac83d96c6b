import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Pictures that were sent as data URIs, stored under addresses, like in the real service. */
export interface HostedInputs {
  /** Stores a file and returns its name: its SHA-256 and the extension of its type. */
  save(bytes: Buffer, mime: string): string
  /** The file of that name and its type; null if it does not exist, or no longer. */
  open(name: string): { readonly bytes: Buffer; readonly mime: string } | null
}

const endings: { readonly [mime: string]: string } = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'image/gif': 'gif',
}

/** The inputs in `folder`/inputs; without a folder in memory, where the oldest are dropped beyond `maxBytes`. */
export function createHostedInputs(folder: string | null, maxBytes = 512 * 1024 * 1024): HostedInputs {
  return folder === null ? inMemory(maxBytes) : inFolder(join(folder, 'inputs'))
}

function inMemory(maxBytes: number): HostedInputs {
  const files = new Map<string, Buffer>()
  let held = 0
  return {
    save(bytes, mime) {
      const name = nameOf(bytes, mime)
      if (!files.has(name)) {
        files.set(name, bytes)
        held += bytes.length
      }
      for (const [oldest, file] of files) {
        if (held <= maxBytes || oldest === name) break
        files.delete(oldest)
        held -= file.length
      }
      return name
    },
    open(name) {
      const bytes = files.get(name)
      return bytes === undefined ? null : { bytes, mime: mimeOf(name) }
    },
  }
}

function inFolder(folder: string): HostedInputs {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return {
    save(bytes, mime) {
      const name = nameOf(bytes, mime)
      const file = join(folder, name)
      if (!existsSync(file)) {
        writeFileSync(`${file}.part`, bytes, { mode: 0o600 })
        renameSync(`${file}.part`, file)
      }
      return name
    },
    open(name) {
      if (!/^[0-9a-f]{64}\.[a-z]+$/.test(name) || !existsSync(join(folder, name))) return null
      return { bytes: readFileSync(join(folder, name)), mime: mimeOf(name) }
    },
  }
}

const nameOf = (bytes: Buffer, mime: string): string =>
  `${createHash('sha256').update(bytes).digest('hex')}.${Object.hasOwn(endings, mime) ? endings[mime] : 'bin'}`

const mimeOf = (name: string): string =>
  Object.entries(endings).find(([, ending]) => name.endsWith(`.${ending}`))?.[0] ?? 'application/octet-stream'

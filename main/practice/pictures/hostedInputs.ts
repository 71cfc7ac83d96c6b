import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files that were sent, stored under addresses, like in the real service. */
export interface HostedInputs {
  /** Stores a file and returns its name. Its id is 64 hexadecimal digits, by default its SHA-256. */
  save(bytes: Buffer, mime: string, id?: string): string
  /** The name of a file: its id, and the extension of its type. */
  nameOf(id: string, mime: string): string
  /** The file of that name and its type; null if it does not exist, or no longer. */
  open(name: string): { readonly bytes: Buffer; readonly mime: string } | null
}

const endings: { readonly [mime: string]: string } = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'model/gltf-binary': 'glb',
}

/** The inputs in `folder`/inputs; without a folder in memory, where the oldest are dropped beyond `maxBytes`. */
export function createHostedInputs(folder: string | null, maxBytes = 512 * 1024 * 1024): HostedInputs {
  return folder === null ? inMemory(maxBytes) : inFolder(join(folder, 'inputs'))
}

function inMemory(maxBytes: number): HostedInputs {
  const files = new Map<string, Buffer>()
  let held = 0
  return {
    nameOf,
    save(bytes, mime, id = sha256(bytes)) {
      const name = nameOf(id, mime)
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
    nameOf,
    save(bytes, mime, id = sha256(bytes)) {
      const name = nameOf(id, mime)
      const file = join(folder, name)
      if (!existsSync(file)) {
        writeFileSync(`${file}.part`, bytes, { mode: 0o600 })
        renameSync(`${file}.part`, file)
      }
      return name
    },
    open(name) {
      if (!/^[0-9a-f]{64}\.[a-z0-9]+$/.test(name) || !existsSync(join(folder, name))) return null
      return { bytes: readFileSync(join(folder, name)), mime: mimeOf(name) }
    },
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const nameOf = (id: string, mime: string): string =>
  `${id}.${Object.hasOwn(endings, mime) ? endings[mime] : 'bin'}`

const mimeOf = (name: string): string =>
  Object.entries(endings).find(([, ending]) => name.endsWith(`.${ending}`))?.[0] ?? 'application/octet-stream'

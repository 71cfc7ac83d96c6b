import { crc32, inflateRawSync } from 'node:zlib'
import { AppError } from '#shared/errors.ts'

/** A file in an archive that was opened. */
export interface ZipEntry {
  readonly name: string
  /** As the archive says; `read` gives as many or refuses. */
  readonly size: number
  /** Throws `file.unreadable` where the bytes are damaged, or more than they are said to be. */
  read(): Uint8Array
}

export interface ZipLimits {
  readonly files: number
  /** Bytes of one file, and of all together, unpacked. */
  readonly fileBytes: number
  readonly totalBytes: number
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const LONGEST_COMMENT = 0xffff
const LONGEST_NAME = 300
const ENCRYPTED = 1

/**
 * Opens an archive from a stranger. Nothing is unpacked until it is read, and names lead nowhere: what is done with a file
 * is for the caller to say. Throws `file.unreadable` where it is damaged, encrypted or beyond the limits.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits): ReadonlyMap<string, ZipEntry> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = findEnd(zip)
  const count = zip.readUInt16LE(end + 10)
  if (count > limits.files) throw refused(`it has more than ${limits.files} files`)
  const entries = new Map<string, ZipEntry>()
  let total = 0
  let at = zip.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || zip.readUInt32LE(at) !== CENTRAL) throw refused('its list of files is damaged')
    const size = zip.readUInt32LE(at + 24)
    const nameLength = zip.readUInt16LE(at + 28)
    const next = at + 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    if (next > end || nameLength > LONGEST_NAME) throw refused('its list of files is damaged')
    if ((zip.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw refused('it is encrypted')
    total += size
    if (size > limits.fileBytes || total > limits.totalBytes)
      throw refused(`it unpacks to more than ${Math.round(limits.totalBytes / 2 ** 20)} MiB`)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    if (entries.has(name)) throw refused('it has two files of one name')
    const header = at
    entries.set(name, { name, size, read: () => readEntry(zip, header) })
    at = next
  }
  return entries
}

function findEnd(zip: Buffer): number {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - LONGEST_COMMENT); at -= 1)
    if (zip.readUInt32LE(at) === END) return at
  throw refused('it is no ZIP archive, or is cut off')
}

function readEntry(zip: Buffer, header: number): Uint8Array {
  const method = zip.readUInt16LE(header + 10)
  const sum = zip.readUInt32LE(header + 16)
  const packed = zip.readUInt32LE(header + 20)
  const size = zip.readUInt32LE(header + 24)
  const local = zip.readUInt32LE(header + 42)
  if (local + 30 > zip.length || zip.readUInt32LE(local) !== LOCAL) throw refused('a file in it is damaged')
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  if (start + packed > zip.length) throw refused('a file in it is cut off')
  const bytes = unpack(zip.subarray(start, start + packed), method, size)
  if (bytes.length !== size || crc32(bytes) !== sum) throw refused('a file in it is damaged')
  return new Uint8Array(bytes)
}

function unpack(packed: Buffer, method: number, size: number): Buffer {
  if (method === 0) return packed
  if (method !== 8) throw refused('a file in it is packed in an unknown way')
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  } catch (thrown) {
    throw refused('a file in it does not unpack to what it is said to be', thrown)
  }
}

const refused = (why: string, cause?: unknown): AppError =>
  new AppError('file.unreadable', `This archive cannot be opened: ${why}.`, { cause })

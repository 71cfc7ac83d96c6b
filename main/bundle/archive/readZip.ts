import { crc32, createInflateRaw } from 'node:zlib'
import { AppError } from '#shared/errors.ts'

/** A file in an open archive. */
export interface ZipEntry {
  readonly name: string
  /** As declared; `read` returns exactly as many or refuses. */
  readonly size: number
  /**
   * Unpacks piece by piece. `accept` gets the first bytes before the rest is unpacked, and throws to refuse it. Rejects
   * with its error, and with `file.unreadable` if the bytes are damaged, more than declared, or more than `most`.
   */
  read(max: number, accept?: (first: Uint8Array) => void): Promise<Uint8Array>
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
/** How many bytes identify a file. */
const FIRST = 64
const PIECE = 2 ** 16
const ENCRYPTED = 1

/**
 * Opens an untrusted archive. Nothing is unpacked until it is read, and names are not used as paths. Throws
 * `file.unreadable` if it is damaged, encrypted or exceeds the limits.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits): ReadonlyMap<string, ZipEntry> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = findEnd(zip)
  const count = zip.readUInt16LE(end + 10)
  if (count > limits.files) throw refused(`it has more than ${limits.files} files`)
  const entries = new Map<string, ZipEntry>()
  const packedFiles: PackedFile[] = []
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
    const packedFile = readPackedFile(zip, at)
    packedFiles.push(packedFile)
    entries.set(name, { name, size, read: async (max, accept) => readEntry(zip, packedFile, max, accept) })
    at = next
  }
  checkApart(packedFiles)
  return entries
}

/** The position of a packed file, and its declared contents. */
interface PackedFile {
  readonly header: number
  readonly start: number
  readonly end: number
  readonly method: number
  readonly sum: number
  readonly size: number
}

/** Files that share bytes are how a one-megabyte archive expands to a thousand. */
function checkApart(packedFiles: readonly PackedFile[]): void {
  const inOrder = packedFiles.toSorted((a, b) => a.header - b.header)
  for (const [index, { end }] of inOrder.entries())
    if (end > (inOrder[index + 1]?.header ?? Infinity)) throw refused('files in it share bytes')
}

function findEnd(zip: Buffer): number {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - LONGEST_COMMENT); at -= 1)
    if (zip.readUInt32LE(at) === END) return at
  throw refused('it is not a ZIP archive, or is truncated')
}

function readPackedFile(zip: Buffer, at: number): PackedFile {
  const packed = zip.readUInt32LE(at + 20)
  const header = zip.readUInt32LE(at + 42)
  if (header + 30 > zip.length || zip.readUInt32LE(header) !== LOCAL) throw refused('a file in it is damaged')
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28)
  if (start + packed > zip.length) throw refused('a file in it is cut off')
  const [method, sum, size] = [
    zip.readUInt16LE(at + 10),
    zip.readUInt32LE(at + 16),
    zip.readUInt32LE(at + 24),
  ]
  return { header, start, end: start + packed, method, sum, size }
}

async function readEntry(
  zip: Buffer,
  { start, end, method, sum, size }: PackedFile,
  max: number,
  accept: (first: Uint8Array) => void = () => {},
): Promise<Uint8Array> {
  if (size > max) throw refused(`a file in it has more than ${Math.round(max / 2 ** 20)} MiB`)
  if (method !== 0 && method !== 8) throw refused('a file in it is packed in an unknown way')
  const packed = zip.subarray(start, end)
  if (method === 0) accept(packed.subarray(0, FIRST))
  const bytes = method === 0 ? new Uint8Array(packed) : await inflate(packed, size, accept)
  if (bytes.length !== size || crc32(bytes) !== sum) throw refused('a file in it is damaged')
  return bytes
}

/** On other threads, with the result in one buffer: memory that is not written to costs nothing. */
async function inflate(
  packed: Buffer,
  size: number,
  accept: (first: Uint8Array) => void,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(size)
  let length = 0
  let accepted = false
  const pieces = createInflateRaw({ chunkSize: PIECE })
  pieces.end(packed)
  try {
    // The cast: a stream of zlib gives buffers.
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      if (length + piece.length > size) throw refused(WRONG_SIZE)
      bytes.set(piece, length)
      length += piece.length
      if (!accepted && length >= FIRST) accept(bytes.subarray(0, FIRST))
      accepted ||= length >= FIRST
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : refused(WRONG_SIZE, thrown)
  }
  if (!accepted) accept(bytes.subarray(0, length))
  return length === size ? bytes : bytes.subarray(0, length)
}

const WRONG_SIZE = 'a file in it is damaged'

const refused = (why: string, cause?: unknown): AppError =>
  new AppError('file.unreadable', `This archive cannot be opened: ${why}.`, { cause })

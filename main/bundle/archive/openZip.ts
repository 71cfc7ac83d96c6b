import { close, constants, fstat, open } from 'node:fs'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import { fromBufferPromise, fromFdPromise } from 'yauzl'
import { AppError } from '#shared/errors.ts'
import { unreadable } from '../../platform/fileError.ts'

/** A file in an open archive. */
export interface ZipEntry {
  readonly name: string
  /** As declared; what is unpacked has exactly as many bytes, or is refused. */
  readonly size: number
  /**
   * Unpacks piece by piece. `accept` gets the first bytes before anything is returned, and throws to refuse it. Throws
   * its error, and `file.unreadable` if the bytes are damaged or more than declared.
   */
  stream(accept?: (first: Uint8Array) => void): AsyncIterable<Uint8Array>
  /** All of it. Rejects as `stream` throws, and if it has more than `max` bytes. */
  read(max: number): Promise<Uint8Array>
}

/** An archive that is closed after use. */
export interface OpenZip {
  readonly entries: ReadonlyMap<string, ZipEntry>
  close(): void
}

export interface ZipLimits {
  readonly files: number
  /** Bytes of one file, and of all together, unpacked. */
  readonly fileBytes: number
  readonly totalBytes: number
  /** Bytes of all compressed files together, unpacked: only these can be more than the archive. As `totalBytes` by default. */
  readonly inflatedBytes?: number
}

const LONGEST_NAME = 300
/** How many bytes identify a file. */
const FIRST = 64
const STORED = 0
const DEFLATED = 8
/** Names are not paths here, so they are not judged as paths; sizes are counted below. */
const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false }

/**
 * Opens an untrusted archive, by its path or in memory. Nothing is unpacked until it is read, and names are not used as
 * paths. Rejects with `file.unreadable` if it is damaged, encrypted or exceeds the limits.
 */
export async function openZip(source: string | Uint8Array, limits: ZipLimits): Promise<OpenZip> {
  const zip = await openSource(source)
  try {
    return { entries: await listEntries(zip, limits), close: () => zip.close() }
  } catch (thrown) {
    zip.close()
    throw thrown instanceof AppError ? thrown : refused('its list of files is damaged', thrown)
  }
}

async function openSource(source: string | Uint8Array): Promise<ZipFile> {
  const fd = typeof source === 'string' ? await openFile(source) : null
  try {
    if (fd !== null) return await fromFdPromise(fd, options)
    return await fromBufferPromise(Buffer.from(source as Uint8Array), options)
  } catch (thrown) {
    if (fd !== null) await promisify(close)(fd)
    throw refused('it is not a ZIP archive, or is truncated', thrown)
  }
}

async function openFile(path: string): Promise<number> {
  try {
    // Not blocking, because opening a pipe would wait for a writer.
    const fd = await promisify(open)(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    if ((await promisify(fstat)(fd)).isFile()) return fd
    await promisify(close)(fd)
    throw new Error('it is not a regular file')
  } catch (thrown) {
    throw unreadable(path, thrown)
  }
}

async function listEntries(zip: ZipFile, limits: ZipLimits): Promise<ReadonlyMap<string, ZipEntry>> {
  if (zip.entryCount > limits.files) throw refused(`it has more than ${limits.files} files`)
  const entries = new Map<string, ZipEntry>()
  const places: Place[] = []
  let [total, inflated] = [0, 0]
  for await (const entry of zip.eachEntry()) {
    if (entry.fileNameLength > LONGEST_NAME) throw refused('its list of files is damaged')
    if (entry.isEncrypted()) throw refused('it is encrypted')
    const size = entry.uncompressedSize
    total += size
    if (entry.compressionMethod !== STORED) inflated += size
    if (size > limits.fileBytes || total > limits.totalBytes) throw tooMuch(limits.totalBytes)
    if (inflated > (limits.inflatedBytes ?? limits.totalBytes)) throw tooMuch(limits.inflatedBytes ?? 0)
    const name = entry.fileNameRaw.toString('utf8')
    if (entries.has(name)) throw refused('it has two files of one name')
    places.push(await placeOf(zip, entry))
    const stream: ZipEntry['stream'] = (accept) => unpack(zip, entry, accept)
    entries.set(name, { name, size, stream, read: (max) => readWhole(stream, size, max) })
  }
  checkApart(places)
  return entries
}

/** Where the bytes of a packed file are, with its header. */
interface Place {
  readonly start: number
  readonly end: number
}

async function placeOf(zip: ZipFile, entry: Entry): Promise<Place> {
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
    return { start: entry.relativeOffsetOfLocalHeader, end: fileDataStart + entry.compressedSize }
  } catch (thrown) {
    const isOutside = thrown instanceof Error && thrown.message.includes('overflows')
    throw refused(isOutside ? 'a file in it is cut off' : DAMAGED, thrown)
  }
}

/** Files that share bytes are how a one-megabyte archive expands to a thousand. */
function checkApart(places: readonly Place[]): void {
  const inOrder = places.toSorted((a, b) => a.start - b.start)
  for (const [index, { end }] of inOrder.entries())
    if (end > (inOrder[index + 1]?.start ?? Infinity)) throw refused('files in it share bytes')
}

async function* unpack(
  zip: ZipFile,
  entry: Entry,
  accept: (first: Uint8Array) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = []
  let first: Uint8Array | null = new Uint8Array()
  for await (const piece of checked(zip, entry)) {
    if (first === null) {
      yield piece
      continue
    }
    held.push(piece)
    first = Buffer.concat([first, piece.subarray(0, FIRST - first.length)])
    if (first.length < FIRST) continue
    accept(first)
    first = null
    yield* held.splice(0)
  }
  if (first === null) return
  accept(first)
  yield* held
}

/** The bytes of a file, which are as many as declared and have its sum. Inflated on other threads. */
async function* checked(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const { compressionMethod, compressedSize, uncompressedSize } = entry
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED)
    throw refused('a file in it is packed in an unknown way')
  if (compressionMethod === STORED && compressedSize !== uncompressedSize) throw refused(DAMAGED)
  let [size, sum] = [0, 0]
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry)
    // The cast: without an encoding, the stream gives buffers.
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > uncompressedSize) throw refused(DAMAGED)
      sum = crc32(piece, sum)
      yield piece
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : refused(DAMAGED, thrown)
  }
  if (size !== uncompressedSize || sum !== entry.crc32) throw refused(DAMAGED)
}

async function readWhole(stream: ZipEntry['stream'], size: number, max: number): Promise<Uint8Array> {
  if (size > max) throw refused(`a file in it has more than ${Math.round(max / 2 ** 20)} MiB`)
  const pieces: Uint8Array[] = []
  for await (const piece of stream()) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}

const DAMAGED = 'a file in it is damaged'

const tooMuch = (bytes: number): AppError =>
  refused(`it unpacks to more than ${Math.round(bytes / 2 ** 20)} MiB`)

const refused = (why: string, cause?: unknown): AppError =>
  new AppError('file.unreadable', `This archive cannot be opened: ${why}.`, { cause })

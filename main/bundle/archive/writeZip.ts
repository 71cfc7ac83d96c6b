import { Readable } from 'node:stream'
import { ZipFile as Packer } from 'yazl'

/** A file for an archive. `name` has `/` between folders and is plain ASCII. */
export interface ZipFile {
  readonly name: string
  /** In memory, or read piece by piece when its turn comes. */
  readonly content: Uint8Array | ZipStream
}

export interface ZipStream {
  /** The exact number of bytes. */
  readonly size: number
  read(): AsyncIterable<Uint8Array>
}

/** The first day that the format knows: an archive of the same files has the same bytes. */
const FIRST_DAY = new Date(1980, 0, 1)

/**
 * An archive for common tools, piece by piece: media stored, the rest deflated; ZIP64 where it is needed. Throws as
 * reading a file does.
 */
export function writeZip(files: readonly ZipFile[]): AsyncIterable<Uint8Array> {
  const packer = new Packer()
  // The cast: the packer's output is a stream of Node's, whose declaration is an older one.
  const output = packer.outputStream as Readable
  const fail = (thrown: Error): void => void output.destroy(thrown)
  packer.on('error', fail)
  const facts = { mtime: FIRST_DAY, mode: 0o100600, forceDosTimestamp: true }
  for (const { name, content } of files) {
    const options = { ...facts, compress: name.endsWith('.json') }
    if (content instanceof Uint8Array)
      packer.addBuffer(Buffer.from(content.buffer, content.byteOffset, content.length), name, options)
    else
      packer.addReadStreamLazy(name, { ...options, size: content.size }, (give) => {
        const pieces = Readable.from(content.read(), { objectMode: false })
        pieces.on('error', fail)
        output.once('close', () => pieces.destroy())
        give(null, pieces)
      })
  }
  packer.end()
  return output as AsyncIterable<Uint8Array>
}

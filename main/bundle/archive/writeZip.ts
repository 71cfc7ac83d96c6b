import { crc32, deflateRawSync } from 'node:zlib'

/** A file in an archive. `name` has `/` between folders and is plain ASCII. */
export interface ZipFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const NEEDED = 20
const DEFLATED = 8
const STORED = 0
/** 1 January 1980, the first day that the format knows: an archive of the same files has the same bytes. */
const DATE = 0x21

/** An archive for common tools: pictures stored, the rest deflated. At most 4 GiB and 65,535 files. */
export function writeZip(files: readonly ZipFile[]): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of files) {
    const packed = name.endsWith('.json')
      ? deflateRawSync(bytes)
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(NEEDED, 0)
    facts.writeUInt16LE(packed.length === bytes.length ? STORED : DEFLATED, 4)
    facts.writeUInt16LE(DATE, 8)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(bytes.length, 18)
    facts.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([word(LOCAL), facts, Buffer.from(name, 'latin1'), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([word(CENTRAL), half(NEEDED), facts, rest, Buffer.from(name, 'latin1')]))
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return new Uint8Array(Buffer.concat([...parts, central, word(END), end]))
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

import { fromBase64, toBase64 } from './base64.ts'
import type { EmbeddedText, Reading } from './embeddedText.ts'
import { damaged, isKeyword, joinBytes, latin, MAX_TEXT_BYTES, readLatin } from './embeddedText.ts'
import type { Zlib } from './zlib.ts'

// A name of our own, not a URL: a URL would suggest that something is there.
const NAMESPACE = 'urn:patchbay:picture:1'

const BEGIN =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
  `<rdf:Description rdf:about="" xmlns:patchbay="${NAMESPACE}">`
const END = '</rdf:Description></rdf:RDF></x:xmpmeta>'
/** The length of the largest text in base64. */
const MAX_CODED_CHARACTERS = (MAX_TEXT_BYTES / 3) * 4

/** An XMP packet with these texts, deflated and in base64, because XML cannot represent every character. */
export function writeXmp(texts: readonly EmbeddedText[], { deflate }: Zlib): Uint8Array {
  const elements = texts.flatMap(({ keyword, text }) => [
    latin(`<patchbay:${keyword}>`),
    toBase64(deflate(new TextEncoder().encode(text))),
    latin(`</patchbay:${keyword}>`),
  ])
  return joinBytes([latin(BEGIN), ...elements, latin(END)])
}

/** The maximum distance of our name from the start of a packet; more tags than a picture editor writes. */
const NAMED_WITHIN = 65_536
const MAX_TAGS = 100_000
const LESS_THAN = 0x3c
const TAG = /^<patchbay:([a-z]{1,20})>/

/** The texts in an XMP packet; other XMP has none. Throws `picture.broken`. */
export function readXmp(bytes: Uint8Array, reading: Reading): readonly EmbeddedText[] {
  // Our part is ASCII: the encoding of the rest does not matter.
  if (!readLatin(bytes.subarray(0, NAMED_WITHIN)).includes(NAMESPACE)) return []
  const found: EmbeddedText[] = []
  let tags = 0
  for (let at = bytes.indexOf(LESS_THAN); at >= 0; at = bytes.indexOf(LESS_THAN, at + 1)) {
    tags += 1
    if (tags > MAX_TAGS) throw damaged(`its XMP has more than ${MAX_TAGS} tags`)
    // p, a, t: one comparison each for the many tags that are not ours.
    if (bytes[at + 1] !== 0x70 || bytes[at + 2] !== 0x61 || bytes[at + 3] !== 0x74) continue
    reading.count()
    const [tag = '', keyword = ''] = TAG.exec(readLatin(bytes.subarray(at, at + 32))) ?? []
    if (!isKeyword(keyword)) continue
    const start = at + tag.length
    const end = bytes.indexOf(LESS_THAN, start)
    if (end < 0) throw damaged('a text in it is not written as it should be')
    found.push({ keyword, text: readElement(bytes.subarray(start, end), reading) })
  }
  return found
}

function readElement(coded: Uint8Array, reading: Reading): string {
  if (coded.length > MAX_CODED_CHARACTERS) throw damaged('a text in it is too long')
  const packed = fromBase64(coded)
  if (packed === null) throw damaged('a text in it is not written as it should be')
  return reading.packed(packed)
}

import { fromBase64, toBase64 } from './base64.ts'
import type { CarriedText, Reading } from './carriedText.ts'
import { damaged, isKeyword, joinBytes, latin, MOST_BYTES, readLatin } from './carriedText.ts'
import type { Zlib } from './zlib.ts'

// A name of our own: an address would promise that something is there.
const NAMESPACE = 'urn:patchbay:picture:1'

const BEGIN =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
  `<rdf:Description rdf:about="" xmlns:patchbay="${NAMESPACE}">`
const END = '</rdf:Description></rdf:RDF></x:xmpmeta>'
/** What base64 makes of the most text, and some XML around it. */
const MOST_XMP = 1.5 * MOST_BYTES

/** A packet of XMP with these texts, deflated and in base64: XML has no way to write every character. */
export function writeXmp(texts: readonly CarriedText[], { deflate }: Zlib): Uint8Array {
  const elements = texts.flatMap(({ keyword, text }) => [
    latin(`<patchbay:${keyword}>`),
    toBase64(deflate(new TextEncoder().encode(text))),
    latin(`</patchbay:${keyword}>`),
  ])
  return joinBytes([latin(BEGIN), ...elements, latin(END)])
}

const OPENING = '<patchbay:'

/** The texts in a packet of XMP. Other XMP carries none. Throws `picture.broken`. */
export function readXmp(bytes: Uint8Array, reading: Reading): readonly CarriedText[] {
  if (bytes.length > MOST_XMP) throw damaged('its XMP is too large')
  // What is ours is ASCII: no need to know how the rest is encoded.
  const xml = readLatin(bytes)
  if (!xml.includes(NAMESPACE)) return []
  const found: CarriedText[] = []
  for (let at = xml.indexOf(OPENING); at >= 0; at = xml.indexOf(OPENING, at + 1)) {
    const named = at + OPENING.length
    // Not to the end of the packet: there may be a million openings that nothing closes.
    const keyword = xml.slice(named, named + xml.slice(named, named + 20).indexOf('>'))
    reading.count()
    if (!isKeyword(keyword)) continue
    const start = named + keyword.length + 1
    const end = xml.indexOf('<', start)
    const packed = end < 0 ? null : fromBase64(xml.slice(start, end))
    if (packed === null) throw damaged('a text in it is not written as it should be')
    found.push({ keyword, text: reading.packed(packed) })
  }
  return found
}

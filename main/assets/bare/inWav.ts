import type { Fields } from './fields.ts'
import type { Overwrite } from './overwrite.ts'

/** Chunks of RIFF with texts: of broadcasters, recorders, editors and other formats' tags. */
const removed = new Set([
  'bext',
  'iXML',
  'axml',
  'aXML',
  '_PMX',
  'id3 ',
  'ID3 ',
  'cart',
  'DISP',
  'link',
  'SMED',
  'ResU',
])
/** Lists of texts, and of names of marks. Others have sound. */
const removedLists = new Set(['INFO', 'adtl'])

const JUNK = Buffer.from('JUNK', 'latin1')

export async function* inWav(fields: Fields): AsyncGenerator<Overwrite> {
  for (let at = 12; ;) {
    const head = await fields.at(at, 8)
    if (head === null) return
    const id = head.toString('latin1', 0, 4)
    const content = at + 8
    const end = content + head.readUInt32LE(4)
    if (end > fields.size) return
    const list = id === 'LIST' ? (await fields.at(content, 4))?.toString('latin1') : undefined
    if (removed.has(id) || (list !== undefined && removedLists.has(list))) {
      yield { start: at, end: at + 4, bytes: JUNK }
      if (end > content) yield { start: content, end }
    }
    at = end + (end % 2)
  }
}

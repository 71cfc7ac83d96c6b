import { Sha256 } from '#shared/ports/value.ts'
import { ASSET_TYPE } from '../../../base/media/assetDrag.ts'

/** The data of a drag or the clipboard that a picture control can use. */
export type Dropped =
  | { readonly from: 'asset'; readonly sha256: string }
  | { readonly from: 'file'; readonly file: File }
  | { readonly from: 'address'; readonly url: string }

/** The part of a `DataTransfer` that is used here. */
export interface DroppedData {
  getData(type: string): string
  readonly files: ArrayLike<File>
}

/** The first usable item: a picture of the library, a file, an address. Null: none. */
export function readDropped(data: DroppedData): Dropped | null {
  const sha256 = readAsset(data.getData(ASSET_TYPE))
  if (sha256 !== null) return { from: 'asset', sha256 }
  const file = data.files[0]
  if (file !== undefined) return { from: 'file', file }
  const url = data
    .getData('text/uri-list')
    .split(/\r?\n/)
    .find((line) => /^https?:\/\//.test(line))
  return url === undefined ? null : { from: 'address', url }
}

/** Drag data may come from any page and is untrusted. */
function readAsset(text: string): string | null {
  if (text === '') return null
  try {
    const parsed: unknown = JSON.parse(text)
    const sha256 = typeof parsed === 'object' && parsed !== null && 'sha256' in parsed ? parsed.sha256 : null
    const read = Sha256.safeParse(sha256)
    return read.success ? read.data : null
  } catch {
    return null
  }
}

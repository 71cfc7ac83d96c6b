import type { Media, MediaKind } from '#shared/ports/value.ts'
import type { Editor } from '../../../base/editor.ts'
import { host, uploadFile } from '../../../base/host.ts'

/** Adds a file to the library, for an input of this kind. Rejects as the upload and `asset.keep` do. */
export async function storeFile(editor: Editor, file: File, kind: MediaKind): Promise<Media> {
  const upload = await uploadFile(editor, file)
  return host(editor).request('asset.keep', {
    name: file.name.slice(0, 300),
    upload,
    // Any format, even one that is a picture.
    ...(kind === 'file' && { as: 'file' as const }),
  })
}

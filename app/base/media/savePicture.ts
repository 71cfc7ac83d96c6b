import type { Media } from '#shared/ports/value.ts'
import type { Editor } from '../editor.ts'
import { mediaUrl } from '../host.ts'

/** Saves an asset through the browser, which asks where or uses its download folder. */
export function savePicture(editor: Editor, { sha256 }: Media, name: string): void {
  const link = document.createElement('a')
  link.href = mediaUrl(editor, sha256)
  link.download = name
  link.click()
}

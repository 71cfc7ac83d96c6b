import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { ViewerProps } from '../mediaProps.ts'

/** A file of any other format, which can only be saved. */
export function FileViewer({ media: { sha256, name } }: ViewerProps) {
  const editor = useEditor()
  return (
    <a href={mediaUrl(editor, sha256)} download={name ?? true} className="m-auto">
      {name ?? 'Save this file'}
    </a>
  )
}

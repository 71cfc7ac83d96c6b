import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { ViewerProps } from '../mediaProps.ts'

/** A video with the browser's own controls. */
export function VideoViewer({ media: { sha256 } }: ViewerProps) {
  const editor = useEditor()
  return (
    <video key={sha256} controls src={mediaUrl(editor, sha256)} className="m-auto max-h-full max-w-full" />
  )
}

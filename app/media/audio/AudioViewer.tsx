import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { ViewerProps } from '../mediaProps.ts'

/** An audio file with the browser's own controls. */
export function AudioViewer({ media: { sha256 } }: ViewerProps) {
  const editor = useEditor()
  return <audio key={sha256} controls src={mediaUrl(editor, sha256)} className="m-auto" />
}

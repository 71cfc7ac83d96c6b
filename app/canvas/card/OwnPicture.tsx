import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import { Placeholder } from '../../media/Placeholder.tsx'
import { recordRatio } from '../../state/results/pictureRatios.ts'
import { openViewer } from '../../state/viewer/openViewer.ts'
import { ViewerButton } from './ViewerButton.tsx'

interface OwnPictureProps {
  readonly sha256: string
  readonly alt: string
}

/** The picture that a node holds itself. Once it has been read, its card has its shape. */
export function OwnPicture({ sha256, alt }: OwnPictureProps) {
  const editor = useEditor()
  const [lost, setLost] = useState<string | null>(null)
  if (lost === sha256)
    return (
      <Placeholder text="Not in library">
        <ImageOff size={18} aria-hidden />
      </Placeholder>
    )
  return (
    <div className="group/picture relative size-full" onDoubleClick={() => openViewer(editor, sha256)}>
      <img
        src={mediaUrl(editor, sha256, 512)}
        alt={alt}
        draggable={false}
        decoding="async"
        className="block size-full object-cover"
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          recordRatio(editor, sha256, naturalWidth, naturalHeight)
        }
        onError={() => setLost(sha256)}
      />
      <ViewerButton sha256={sha256} what="image" />
    </div>
  )
}

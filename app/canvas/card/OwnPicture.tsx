import { useEditor } from '../../base/useEditor.ts'
import { PictureTile } from '../../media/image/PictureTile.tsx'
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
  return (
    <div className="group/picture relative size-full" onDoubleClick={() => openViewer(editor, sha256)}>
      <PictureTile
        media={{ media: 'image', sha256 }}
        alt={alt}
        side={512}
        fit="cover"
        onSize={(width, height) => recordRatio(editor, sha256, width, height)}
      />
      <ViewerButton sha256={sha256} what="image" />
    </div>
  )
}

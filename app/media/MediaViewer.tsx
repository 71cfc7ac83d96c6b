import type { ComponentType } from 'react'
import { isPicture } from '#shared/media/kinds.ts'
import type { MediaKind } from '#shared/ports/value.ts'
import { usePart } from '../base/useEditor.ts'
import { viewerStore } from '../state/viewer/viewerStore.ts'
import { kindTexts } from './describeMedia.ts'
import { NoComparison } from './NoComparison.tsx'
import { AudioViewer } from './audio/AudioViewer.tsx'
import { FileViewer } from './file/FileViewer.tsx'
import { PictureViewer } from './image/PictureViewer.tsx'
import type { ViewerProps } from './mediaProps.ts'
import { Model3dViewer } from './model3d/Model3dViewer.tsx'
import { VideoViewer } from './video/VideoViewer.tsx'

/** A missing kind does not compile. */
const viewers: { readonly [K in MediaKind]: ComponentType<ViewerProps> } = {
  image: PictureViewer,
  mask: PictureViewer,
  video: VideoViewer,
  audio: AudioViewer,
  model3d: Model3dViewer,
  file: FileViewer,
}

/** A medium over the whole window. Part of the viewer's own code, which is loaded when it is first opened. */
export function MediaViewer(props: ViewerProps) {
  const isComparing = usePart(viewerStore, (viewer) => viewer.compare !== 'off')
  const { media } = props.media
  const Viewer = viewers[media]
  if (isComparing && !isPicture(media)) return <NoComparison what={kindTexts[media]} gone={false} />
  return <Viewer {...props} />
}

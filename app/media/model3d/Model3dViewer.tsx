import { useEffect, useRef, useState } from 'react'
import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import { describeMedia } from '../describeMedia.ts'
import { formatOf } from '../formatOf.ts'
import type { ViewerProps } from '../mediaProps.ts'
import { NotShown } from '../NotShown.tsx'
import { PosterImage } from '../poster/PosterImage.tsx'
import { Rotate3d } from 'lucide-react'
import { isShown } from './isShown.ts'

/** A 3D model to turn: by dragging, or with the arrows when it has the focus. */
export function Model3dViewer({ media }: ViewerProps) {
  if (!isShown(media))
    return (
      <NotShown media={media} why={`3D models in the format ${formatOf(media.mime)} cannot be shown here.`} />
    )
  return <Model key={media.sha256} media={media} />
}

function Model({ media }: Pick<ViewerProps, 'media'>) {
  const editor = useEditor()
  const place = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'loading' | 'shown' | { readonly why: string }>('loading')
  const url = mediaUrl(editor, media.sha256)
  useEffect(() => {
    let isOver = false
    let remove = (): void => {}
    const show = async (): Promise<void> => {
      // Large, and needed by few.
      const { createModelElement, modelLoaded } = await import('./createModelElement.ts')
      const { current } = place
      if (isOver || current === null) return
      const element = createModelElement(url, describeMedia(media), true)
      remove = () => element.remove()
      const loaded = modelLoaded(element)
      current.append(element)
      await loaded
    }
    show().then(
      () => !isOver && setState('shown'),
      (thrown: unknown) => !isOver && setState({ why: thrown instanceof Error ? thrown.message : '' }),
    )
    return () => {
      isOver = true
      remove()
    }
  }, [url])
  if (typeof state === 'object')
    return <NotShown media={media} why={`This model cannot be shown here. ${state.why}`} />
  return (
    <div className="relative min-h-0 min-w-0 flex-1 px-12 py-3" data-model={state}>
      {state === 'loading' && (
        <div className="absolute inset-x-12 inset-y-3 opacity-60">
          <PosterImage media={media} alt="" side={512} Icon={Rotate3d} />
        </div>
      )}
      <div ref={place} className="h-full w-full" />
      {state === 'loading' && (
        <p role="status" className="absolute inset-x-0 bottom-4 text-center text-dim">
          Loading the model…
        </p>
      )}
    </div>
  )
}

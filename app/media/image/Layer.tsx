import { useState } from 'react'
import type { Media } from '#shared/ports/value.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { Rect } from '../../base/geometry.ts'
import { mediaUrl } from '../../base/host.ts'

interface LayerProps {
  readonly media: Media
  /** Its position on its stage, in CSS pixels. */
  readonly rect: Rect
  /** Whether its pixels are shown as they are, not smoothed. */
  readonly crisp: boolean
  readonly alt: string
  /** The part of the stage that is shown, as a CSS shape. */
  readonly clip?: string
  readonly onGone: () => void
}

/** One picture of a stage. Its thumbnail is shown until it has loaded. */
export function Layer({ media: { sha256 }, rect, crisp, alt, clip, onGone }: LayerProps) {
  const editor = useEditor()
  const [loaded, setLoaded] = useState<string | null>(null)
  const at = { left: rect.x, top: rect.y, width: rect.width, height: rect.height }
  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden" style={{ clipPath: clip }}>
      {loaded !== sha256 && (
        <img src={mediaUrl(editor, sha256, 512)} alt="" className="absolute max-w-none" style={at} />
      )}
      <img
        key={sha256}
        src={mediaUrl(editor, sha256)}
        alt={alt}
        draggable={false}
        className={`absolute max-w-none ${loaded === sha256 ? 'chequered' : 'opacity-0'}`}
        style={{ ...at, imageRendering: crisp ? 'pixelated' : 'auto' }}
        onLoad={() => setLoaded(sha256)}
        onError={onGone}
      />
    </div>
  )
}

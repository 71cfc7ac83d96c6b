import { Rotate3d } from 'lucide-react'
import type { TileProps } from '../mediaProps.ts'
import { PosterImage } from '../poster/PosterImage.tsx'

/** A 3D model in a list: its poster. */
export function ModelTile(props: TileProps) {
  return (
    <span className="relative block h-full w-full overflow-hidden">
      <PosterImage {...props} Icon={Rotate3d} />
      <span className="pointer-events-none absolute top-1 left-1 rounded bg-black/65 px-1 text-[12px] leading-[16px] text-white">
        3D
      </span>
    </span>
  )
}

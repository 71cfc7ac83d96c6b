import type { ComponentType } from 'react'
import type { MediaKind } from '#shared/ports/value.ts'
import { AudioTile } from './audio/AudioTile.tsx'
import { FileTile } from './file/FileTile.tsx'
import { PictureTile } from './image/PictureTile.tsx'
import type { TileProps } from './mediaProps.ts'
import { ModelTile } from './model3d/ModelTile.tsx'
import { VideoTile } from './video/VideoTile.tsx'

/** A missing kind does not compile. */
const tiles: { readonly [K in MediaKind]: ComponentType<TileProps> } = {
  image: PictureTile,
  mask: PictureTile,
  video: VideoTile,
  audio: AudioTile,
  model3d: ModelTile,
  file: FileTile,
}

/** A small view of a medium, scaled to fit its box: in galleries, lists and controls. */
export function MediaTile(props: TileProps) {
  const Tile = tiles[props.media.media]
  return <Tile {...props} />
}

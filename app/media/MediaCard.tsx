import type { ComponentType } from 'react'
import type { MediaKind } from '#shared/ports/value.ts'
import { AudioCard } from './audio/AudioCard.tsx'
import { FileCard } from './file/FileCard.tsx'
import { PictureCard } from './image/PictureCard.tsx'
import type { CardProps } from './mediaProps.ts'
import { ModelCard } from './model3d/ModelCard.tsx'
import { VideoCard } from './video/VideoCard.tsx'

/** A missing kind does not compile. */
const cards: { readonly [K in MediaKind]: ComponentType<CardProps> } = {
  image: PictureCard,
  mask: PictureCard,
  video: VideoCard,
  audio: AudioCard,
  model3d: ModelCard,
  file: FileCard,
}

/** What a node made, on its card. */
export function MediaCard(props: CardProps) {
  const Card = cards[props.media.media]
  return <Card {...props} />
}

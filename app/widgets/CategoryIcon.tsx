import type { LucideIcon } from 'lucide-react'
import {
  Box,
  Brush,
  CircleHelp,
  Film,
  Hash,
  Image,
  Images,
  Layers,
  List,
  SaveAll,
  SlidersHorizontal,
  Sparkles,
  SquareDashed,
  Type,
} from 'lucide-react'
import type { NodeType } from '#shared/nodes/defineNode.ts'

const icons: Readonly<Record<string, LucideIcon>> = {
  'Text to image': Sparkles,
  'Image to image': Images,
  Inpainting: Brush,
  ControlNet: Layers,
  LoRA: SlidersHorizontal,
  Image,
  Mask: SquareDashed,
  Media: Film,
  Text: Type,
  Values: Hash,
  List,
  Output: SaveAll,
}

/** The icon of a node's category. A remote node without a category of ours has a spark. */
export function CategoryIcon({
  type,
  size = 14,
}: {
  readonly type: Pick<NodeType, 'category' | 'where'> | null
  readonly size?: number
}) {
  const Icon =
    type === null ? CircleHelp : (icons[type.category] ?? (type.where === 'remote' ? Sparkles : Box))
  return <Icon size={size} strokeWidth={1.75} className="shrink-0 text-dim" aria-hidden="true" />
}

import type { LucideIcon } from 'lucide-react'
import {
  AudioLines,
  BetweenHorizontalStart,
  Blend,
  Box,
  Brush,
  CircleDot,
  CircleHelp,
  Clapperboard,
  Columns2,
  Crop,
  Dices,
  Droplets,
  Expand,
  Eye,
  Feather,
  FilePlus,
  Film,
  FlipHorizontal2,
  Frame,
  Grid2x2,
  Grid3x3,
  Hand,
  Hash,
  Image,
  ImagePlus,
  Images,
  Layers,
  List,
  Maximize2,
  Pencil,
  RectangleHorizontal,
  SaveAll,
  Scissors,
  SlidersHorizontal,
  Sparkles,
  SquareDashed,
  StickyNote,
  SunMedium,
  ToggleLeft,
  Type,
  Waypoints,
} from 'lucide-react'
import type { NodeType } from '#shared/nodes/defineNode.ts'

const byCategory: Readonly<Record<string, LucideIcon>> = {
  'Text to image': Sparkles,
  'Image to image': Images,
  'Image to video': Clapperboard,
  Inpainting: Brush,
  ControlNet: Layers,
  Upscaling: Maximize2,
  LoRA: SlidersHorizontal,
  Image,
  Mask: SquareDashed,
  Media: Film,
  Text: Type,
  Values: Hash,
  List,
  Output: SaveAll,
}

/** Local nodes whose work has an icon of its own. */
const byType: Readonly<Record<string, LucideIcon>> = {
  'local/adjust': SunMedium,
  'local/blur': Droplets,
  'local/boolean': ToggleLeft,
  'local/choose': Hand,
  'local/compare': Columns2,
  'local/composite': Blend,
  'local/crop': Crop,
  'local/edge-map': Waypoints,
  'local/feather-mask': Feather,
  'local/grow-mask': Expand,
  'local/image-grid': Grid2x2,
  'local/join-audio': AudioLines,
  'local/load-audio': FilePlus,
  'local/load-file': FilePlus,
  'local/load-image': ImagePlus,
  'local/load-model3d': FilePlus,
  'local/load-video': FilePlus,
  'local/note': StickyNote,
  'local/pad': Frame,
  'local/paint-mask': Pencil,
  'local/preview': Eye,
  'local/reroute': CircleDot,
  'local/resize': Maximize2,
  'local/seed': Dices,
  'local/shape-mask': RectangleHorizontal,
  'local/text': Type,
  'local/text-on-image': Type,
  'local/tile': Grid3x3,
  'local/trim-audio': Scissors,
  'local/trim-video': Scissors,
  'local/turn': FlipHorizontal2,
  'local/untile': BetweenHorizontalStart,
}

/** The icon of what a node does. A remote node without a category of ours has a spark. */
export function CategoryIcon({
  type,
  size = 14,
}: {
  readonly type: Pick<NodeType, 'type' | 'category' | 'where'> | null
  readonly size?: number
}) {
  const Icon =
    type === null
      ? CircleHelp
      : (byType[type.type] ?? byCategory[type.category] ?? (type.where === 'remote' ? Sparkles : Box))
  return <Icon size={size} strokeWidth={1.75} className="shrink-0 text-dim" aria-hidden="true" />
}

import type { Media, MediaKind, Value } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Gap } from '#shared/run/gap.ts'
import type { Result } from '../../state/results/results.ts'
import { gapTitle } from '../../state/steps/gapText.ts'
import { textLines } from './textLines.ts'

/** The part of a node's outputs that its card shows, and its height. */
export type Preview =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'media'
      readonly media: readonly Media[]
      /** The media and, in their positions, the missing items. */
      readonly tiles: readonly Tile[]
      readonly columns: 1 | 2 | 3
    }
  | { readonly kind: 'text'; readonly text: string; readonly lines: number }

/** One place in a list that a card shows. */
export type Tile = { readonly media: Media } | { readonly gap: Gap }

/** What is shown of a result. */
export type Shown = Pick<Result, 'outputs' | 'gaps'>

/** Width by height of each kind of media on a card. A medium of unknown size gets a square. */
const ratios: { readonly [K in MediaKind]: (media: Media) => number } = {
  image: ({ width, height }) => (width && height ? width / height : 1),
  mask: (media) => ratios.image(media),
  video: (media) => ratios.image(media),
  audio: () => 3,
  model3d: () => 4 / 3,
  file: () => 3,
}

const NONE: Preview = { kind: 'none' }
/** The maximum number of media of a list on a card. */
const MAX_MEDIA = 9
const GAP = 2
const LINE = 18
/** The maximum height of a picture, relative to its width: a very tall one is scaled down. */
const TALLEST = 1.6

// The cast restores what Array.isArray has checked, which TypeScript loses for read-only lists.
const itemsOf = (value: Value): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [value]

/** Media and gaps in their order; each is shown once, also if an endpoint outputs its first medium and a list of all. */
function tilesOf({ outputs, gaps }: Shown): readonly Tile[] {
  const tiles = new Map<string, Tile>()
  for (const [name, value] of Object.entries(outputs)) {
    const missing = new Map(gaps?.map((gap) => [gap.positions[name], gap]))
    for (const [position, item] of itemsOf(value).entries()) {
      const gap = missing.get(position)
      if (gap !== undefined) tiles.set(`gap ${gap.item}`, { gap })
      else if (isMedia(item) && !tiles.has(item.sha256)) tiles.set(item.sha256, { media: item })
    }
  }
  return [...tiles.values()]
}

/** A missing item in a list of texts. */
const gapText = (gap: Gap): string => `(${gapTitle(gap).toLowerCase()})`

/** Media first; if there are none, the first text or number. */
export function previewOf(shown: Shown, width: number): Preview {
  const tiles = tilesOf(shown)
  const media = tiles.flatMap((tile) => ('media' in tile ? [tile.media] : []))
  if (media.length > 0)
    return {
      kind: 'media',
      media: media.slice(0, MAX_MEDIA),
      tiles: tiles.slice(0, MAX_MEDIA),
      columns: tiles.length === 1 ? 1 : tiles.length <= 4 ? 2 : 3,
    }
  const texts = Object.entries(shown.outputs).flatMap(([name, value]) => {
    const missing = new Map(shown.gaps?.map((gap) => [gap.positions[name], gap]))
    return itemsOf(value).flatMap((item, position): readonly string[] => {
      const gap = missing.get(position)
      if (gap !== undefined) return [gapText(gap)]
      return typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean'
        ? [String(item)]
        : []
    })
  })
  if (texts.length === 0) return NONE
  const text = texts.join('\n')
  return { kind: 'text', text, lines: textLines(text, width - 24, 1, 8) }
}

/** The height that one picture of this shape has on a card, in pixels at 100 %. */
export const spaceFor = (ratio: number, width: number): number =>
  Math.round(Math.min(width / ratio, width * TALLEST))

/** Height in pixels at 100 % for a card of this width. The card is laid out with it before anything renders. */
export function previewHeight(preview: Preview, width: number): number {
  switch (preview.kind) {
    case 'none':
      return 0
    case 'text':
      return preview.lines * LINE + 16
    case 'media': {
      const [first] = preview.media
      const cell = (width - GAP * (preview.columns - 1)) / preview.columns
      const rows = Math.ceil(preview.tiles.length / preview.columns)
      const height = Math.round(
        Math.min(cell / (first === undefined ? 1 : ratios[first.media](first)), cell * TALLEST),
      )
      return rows * height + GAP * (rows - 1)
    }
  }
}

import type { Media, MediaKind, Value, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import { textLines } from './textLines.ts'

/** The part of a node's outputs that its card shows, and its height. */
export type Preview =
  | { readonly kind: 'none' }
  | { readonly kind: 'media'; readonly media: readonly Media[]; readonly columns: 1 | 2 | 3 }
  | { readonly kind: 'text'; readonly text: string; readonly lines: number }

/** Width by height of each kind of media on a card. A medium of unknown size gets a square. */
const ratios: { readonly [K in MediaKind]: (media: Media) => number } = {
  image: ({ width, height }) => (width && height ? width / height : 1),
  mask: (media) => ratios.image(media),
  video: (media) => ratios.image(media),
  audio: () => 5,
  model3d: () => 4 / 3,
  file: () => 5,
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

/** Media first; if there are none, the first text or number. */
export function previewOf(outputs: Values, width: number): Preview {
  const items = Object.values(outputs).flatMap(itemsOf)
  // An endpoint may output its first medium and a list of all: each is shown once.
  const media = new Map(items.filter(isMedia).map((item) => [item.sha256, item]))
  if (media.size > 0)
    return {
      kind: 'media',
      media: [...media.values()].slice(0, MAX_MEDIA),
      columns: media.size === 1 ? 1 : media.size <= 4 ? 2 : 3,
    }
  const texts = items.filter(
    (item) => typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean',
  )
  if (texts.length === 0) return NONE
  const text = texts.map(String).join('\n')
  return { kind: 'text', text, lines: textLines(text, width - 24, 1, 8) }
}

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
      const rows = Math.ceil(preview.media.length / preview.columns)
      const height = Math.round(
        Math.min(cell / (first === undefined ? 1 : ratios[first.media](first)), cell * TALLEST),
      )
      return rows * height + GAP * (rows - 1)
    }
  }
}

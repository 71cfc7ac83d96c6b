import { factsOf } from '#shared/media/kinds.ts'
import type { MediaKind, Value, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import { textLines } from './textLines.ts'

/** The part of a node's outputs that its card shows, and its height. */
export type Preview =
  | { readonly kind: 'none' }
  | { readonly kind: 'pictures'; readonly pictures: readonly Picture[]; readonly columns: 1 | 2 | 3 }
  | { readonly kind: 'text'; readonly text: string; readonly lines: number }

export interface Picture {
  readonly kind: MediaKind
  readonly sha256: string
  /** Width by height. */
  readonly ratio: number
  readonly width: number | null
  readonly height: number | null
}

const NONE: Preview = { kind: 'none' }
/** The maximum number of pictures of a list on a card. */
const MAX_PICTURES = 9
const GAP = 2
const LINE = 18
/** The maximum height of a picture, relative to its width: a very tall one is scaled down. */
const TALLEST = 1.6

// The cast restores what Array.isArray has checked, which TypeScript loses for read-only lists.
const itemsOf = (value: Value): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [value]

/** Pictures first; if there are none, the first text or number. */
export function previewOf(outputs: Values, width: number): Preview {
  const items = Object.values(outputs).flatMap(itemsOf)
  // An endpoint may output its first picture and a list of all: each is shown once.
  const media = new Map(items.filter(isMedia).map((item) => [item.sha256, item]))
  const pictures = Array.from(media.values(), (media): Picture => ({
    kind: media.media,
    sha256: media.sha256,
    ratio: media.width && media.height ? media.width / media.height : factsOf[media.media].hasSize ? 1 : 6,
    width: media.width ?? null,
    height: media.height ?? null,
  }))
  if (pictures.length > 0)
    return {
      kind: 'pictures',
      pictures: pictures.slice(0, MAX_PICTURES),
      columns: pictures.length === 1 ? 1 : pictures.length <= 4 ? 2 : 3,
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
    case 'pictures': {
      const [first] = preview.pictures
      const cell = (width - GAP * (preview.columns - 1)) / preview.columns
      const rows = Math.ceil(preview.pictures.length / preview.columns)
      const height = Math.round(Math.min(cell / (first?.ratio ?? 1), cell * TALLEST))
      return rows * height + GAP * (rows - 1)
    }
  }
}

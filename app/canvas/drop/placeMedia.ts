import { addNodes } from '#shared/document/edits/nodes.ts'
import type { Node } from '#shared/document/workflow.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Editor } from '../../base/editor.ts'
import { notifyError } from '../../base/notify.ts'
import { localType } from '../../state/catalogue/catalogue.ts'
import { activeTab, edit, select } from '../../state/tabs.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import type { Point, Rect } from '../../base/geometry.ts'
import { around } from '../../base/geometry.ts'
import type { MediaLoader } from '../../graph/acts/mediaLoaders.ts'
import { loaderOf, mediaLoaders } from '../../graph/acts/mediaLoaders.ts'
import { makeNode, sizeOf } from '../../graph/acts/placeNode.ts'
import { replaceValue } from '../../graph/acts/replaceValue.ts'
import { revealWhenShown } from '../../graph/acts/revealWhenShown.ts'
import { freePosition } from '../../graph/model/freePosition.ts'
import { pack } from '../../graph/model/pack.ts'
import { allRects, paneArea } from '../../graph/reactFlow.ts'
import { refuseKind } from '../../graph/values/literal.ts'

const GAP = 24

/** A medium in the library, with the name of its original file if it had one. */
export interface SavedMedia {
  readonly media: Media
  readonly name: string | null
}

/**
 * Places media on the canvas as a grid, from a position in flow coordinates, as one undo step: one exactly there, several
 * where they cover nothing. With `key`, it continues the last undo step of that key.
 */
export function placeMedia(
  editor: Editor,
  saved: readonly SavedMedia[],
  at: Point,
  key: string | null = null,
): void {
  if (saved.length === 0) return
  const nodes = inGrid(saved, at, saved.length === 1 && key === null ? null : allRects(editor))
  edit(editor, addNodes(nodes), key)
  const ids = nodes.map(({ id }) => id)
  select(editor, new Set(ids))
  setCanvas(editor, { focused: ids[0] ?? null, edges: new Set() })
  revealWhenShown(editor, ids)
}

/** In the proportions of the window. `occupied`: what the grid may not cover; null if it may. */
function inGrid(saved: readonly SavedMedia[], at: Point, occupied: readonly Rect[] | null): readonly Node[] {
  const loaders = saved.map(({ media, name }) => {
    const loader = mediaLoaders[media.media]
    const type = localType(loader.type)
    const node: Node = {
      ...makeNode(type, at),
      ...(name !== null && { title: name }),
      values: { [loader.port]: { asset: media.sha256 } },
    }
    return { node, size: sizeOf(type, node) }
  })
  const sizes = loaders.map(({ size }) => size)
  const places = pack(sizes, GAP, paneArea())
  const block = around(sizes.map((size, index) => ({ x: 0, y: 0, ...places[index], ...size })))
  const start = occupied === null || block === null ? at : freePosition({ ...block, ...at }, occupied)
  return loaders.map(({ node }, index) => ({
    ...node,
    position: {
      x: Math.round(start.x + (places[index]?.x ?? 0)),
      y: Math.round(start.y + (places[index]?.y ?? 0)),
    },
  }))
}

/** What a node loads, whose medium another one can replace; null if it loads none. */
export function loaderAt(editor: Editor, id: string): MediaLoader | null {
  const node = activeTab(editor)?.workflow.nodes.find((one) => one.id === id)
  return node === undefined ? null : loaderOf(node)
}

/**
 * Puts a medium into a node that loads one, as one undo step; one of another kind is refused with a reason. A title that
 * was the old file's name becomes the new one's.
 */
export function replaceMedia(
  editor: Editor,
  id: string,
  { media, name }: SavedMedia,
  key: string | null = null,
): void {
  const node = activeTab(editor)?.workflow.nodes.find((one) => one.id === id)
  const loader = node === undefined ? null : loaderOf(node)
  if (node === undefined || loader === null) return
  const refused = refuseKind(loader.kind, media, name ?? 'It')
  if (refused !== null) return notifyError(editor, refused)
  edit(editor, replaceValue(id, loader.port, { asset: media.sha256 }, name), key)
  select(editor, new Set([id]))
}

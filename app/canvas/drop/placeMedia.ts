import { addNodes, setTitle, setValue } from '#shared/document/edits/nodes.ts'
import type { Edit } from '#shared/document/edits/edit.ts'
import type { Node } from '#shared/document/workflow.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Editor } from '../../base/editor.ts'
import { notifyError } from '../../base/notify.ts'
import { localType } from '../../state/catalogue/catalogue.ts'
import { activeTab, edit, select } from '../../state/tabs.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import type { Point } from '../../base/geometry.ts'
import type { MediaLoader } from '../../graph/acts/mediaLoaders.ts'
import { loaderOf, mediaLoaders } from '../../graph/acts/mediaLoaders.ts'
import { makeNode, sizeOf } from '../../graph/acts/placeNode.ts'
import { revealWhenShown } from '../../graph/acts/revealWhenShown.ts'
import { refuseKind } from '../../graph/values/literal.ts'

const GAP = 24

/** A medium in the library, with the name of its original file if it had one. */
export interface SavedMedia {
  readonly media: Media
  readonly name: string | null
}

/** Places media on the canvas, one below the other from a position in flow coordinates, as one undo step. */
export function placeMedia(editor: Editor, saved: readonly SavedMedia[], at: Point): void {
  if (saved.length === 0) return
  const nodes = stack(saved, at)
  edit(editor, addNodes(nodes))
  select(editor, new Set(nodes.map(({ id }) => id)))
  setCanvas(editor, { focused: nodes[0]?.id ?? null, edges: new Set() })
  revealWhenShown(
    editor,
    nodes.map(({ id }) => id),
  )
}

function stack(saved: readonly SavedMedia[], at: Point): readonly Node[] {
  let y = at.y
  return saved.map(({ media, name }) => {
    const loader = mediaLoaders[media.media]
    const type = localType(loader.type)
    const node: Node = {
      ...makeNode(type, { x: at.x, y }),
      ...(name !== null && { title: name }),
      values: { [loader.port]: { asset: media.sha256 } },
    }
    y += sizeOf(type, node).height + GAP
    return node
  })
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
export function replaceMedia(editor: Editor, id: string, { media, name }: SavedMedia): void {
  const node = activeTab(editor)?.workflow.nodes.find((one) => one.id === id)
  const loader = node === undefined ? null : loaderOf(node)
  if (node === undefined || loader === null) return
  const refused = refuseKind(loader.kind, media, name ?? 'It')
  if (refused !== null) return notifyError(editor, refused)
  const put = setValue(id, loader.port, { asset: media.sha256 })
  const call: Edit = name === null ? (same) => same : setTitle(id, name)
  edit(editor, (workflow) => (node.title === undefined ? put(workflow) : call(put(workflow))))
  select(editor, new Set([id]))
}

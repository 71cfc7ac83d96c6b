import { addNodes, setTitle, setValue } from '#shared/document/edits/nodes.ts'
import type { Edit } from '#shared/document/edits/edit.ts'
import type { Node } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Editor } from '../../base/editor.ts'
import { localType } from '../../state/catalogue/catalogue.ts'
import { activeTab, edit, select } from '../../state/tabs.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import type { Point } from '../../base/geometry.ts'
import { makeNode, sizeOf } from '../../graph/acts/placeNode.ts'

/** The node type that holds a picture from outside, and its input. */
export const LOAD_IMAGE = 'local/load-image'
export const PICTURE_PORT = 'image'

const GAP = 24

/** A picture in the library, with the name of its original file if it had one. */
export interface SavedPicture {
  readonly media: Media
  readonly name: string | null
}

/** Places pictures on the canvas, one below the other from a position in flow coordinates, as one undo step. */
export function placePictures(editor: Editor, pictures: readonly SavedPicture[], at: Point): void {
  const type = localType(LOAD_IMAGE)
  if (pictures.length === 0) return
  const nodes = stack(type, pictures, at)
  edit(editor, addNodes(nodes))
  select(editor, new Set(nodes.map(({ id }) => id)))
  setCanvas(editor, { focused: nodes[0]?.id ?? null, edges: new Set() })
}

function stack(type: NodeType, pictures: readonly SavedPicture[], at: Point): readonly Node[] {
  let y = at.y
  return pictures.map(({ media, name }) => {
    const node: Node = {
      ...makeNode(type, { x: at.x, y }),
      ...(name !== null && { title: name }),
      values: { [PICTURE_PORT]: { asset: media.sha256 } },
    }
    y += sizeOf(type, node).height + GAP
    return node
  })
}

/** Whether a picture can replace the one in a node. */
export const acceptsPicture = (editor: Editor, id: string): boolean =>
  activeTab(editor)?.workflow.nodes.some((node) => node.id === id && node.type === LOAD_IMAGE) ?? false

/** Puts a picture into a node, as one undo step. A title that was the old file's name becomes the new one's. */
export function replacePicture(editor: Editor, id: string, { media, name }: SavedPicture): void {
  const put = setValue(id, PICTURE_PORT, { asset: media.sha256 })
  const call: Edit = name === null ? (same) => same : setTitle(id, name)
  const titled = activeTab(editor)?.workflow.nodes.find((node) => node.id === id)?.title !== undefined
  edit(editor, (workflow) => (titled ? call(put(workflow)) : put(workflow)))
  select(editor, new Set([id]))
}

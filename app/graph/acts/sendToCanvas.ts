import type { Edit } from '#shared/document/edits/edit.ts'
import { addNodes, setValue } from '#shared/document/edits/nodes.ts'
import type { Node } from '#shared/document/workflow.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Editor } from '../../base/editor.ts'
import { makeNode, sizeOf } from './placeNode.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import { allRects, middleOfView, rectOf } from '../reactFlow.ts'
import type { Point, Rect } from '../../base/geometry.ts'
import { localType, registryOf } from '../../state/catalogue/catalogue.ts'
import { titleOf } from '../../state/nodeType.ts'
import { newWorkflow } from '../../state/workflows/file.ts'
import { notifyError, notify } from '../../base/notify.ts'
import { activeTab, edit, select, undo } from '../../state/tabs.ts'
import { show } from '../../state/view.ts'
import { revealWhenShown } from './revealWhenShown.ts'
import { freePosition } from './freePosition.ts'
import { inputFor } from './inputFor.ts'
import { mediaLoaders } from './mediaLoaders.ts'
import { nouns } from '../values/literal.ts'

/** The gap between a card and the next one to the right, in pixels at 100 %. */
const BESIDE = 80

/** A picture that is sent back to the canvas, with the node that made it if known. */
export interface CanvasPicture {
  readonly media: Media
  readonly maker: string | null
}

/**
 * Sends pictures to the canvas, as one undo step: a single one goes into the free input of the only selected node if it
 * has one; otherwise each gets a node that loads it.
 */
export function sendToCanvas(editor: Editor, pictures: readonly CanvasPicture[]): void {
  if (activeTab(editor) === null) newWorkflow(editor)
  const tab = activeTab(editor)
  const [first, ...others] = pictures
  if (tab === null || first === undefined) return
  if (tab.readOnly)
    return notifyError(
      editor,
      'This workflow is from a newer version and is read-only. Create a new one first.',
    )
  const target =
    others.length > 0
      ? null
      : inputFor(tab.workflow, tab.selected, first.media.media, registryOf(editor, tab.workflow))
  const node = target === null ? undefined : tab.workflow.nodes.find(({ id }) => id === target.node)
  if (target !== null && node !== undefined) {
    edit(editor, setValue(target.node, target.port, { asset: first.media.sha256 }))
    return arrive(
      editor,
      [target.node],
      `${titleOf(node, registryOf(editor, tab.workflow))} now has this ${nounOf([first])} as its input.`,
    )
  }
  const nodes = createNodes(editor, pictures)
  const add: Edit = addNodes(nodes)
  edit(editor, add)
  arrive(
    editor,
    nodes.map(({ id }) => id),
    nodes.length === 1
      ? `Added a node that loads this ${nounOf(pictures)}.`
      : `${nodes.length} nodes that load these ${nounOf(pictures)}s were added.`,
  )
}

/** What the media are called in a message. */
function nounOf(pictures: readonly CanvasPicture[]): string {
  const all = new Set(pictures.map(({ media }) => nouns[media.media]))
  const [only = 'file'] = all
  return all.size === 1 ? only : 'file'
}

/** Beside the node that made it, or else in the middle of the view: where there is room, one below the other. */
function createNodes(editor: Editor, pictures: readonly CanvasPicture[]): readonly Node[] {
  const rects: Rect[] = [...allRects(editor)]
  return pictures.map(({ media, maker }) => {
    const loader = mediaLoaders[media.media]
    const type = localType(loader.type)
    const draft = { ...makeNode(type, { x: 0, y: 0 }), values: { [loader.port]: { asset: media.sha256 } } }
    const size = sizeOf(type, draft)
    const position = freePosition(rects, size, wantedPosition(editor, maker, size))
    rects.push({ ...position, ...size })
    return { ...draft, position: { x: Math.round(position.x), y: Math.round(position.y) } }
  })
}

function wantedPosition(
  editor: Editor,
  maker: string | null,
  { width, height }: { readonly width: number; readonly height: number },
): Point {
  const made = maker === null ? null : rectOf(editor, maker)
  if (made !== null) return { x: made.x + made.width + BESIDE, y: made.y }
  const { x, y } = middleOfView(editor)
  return { x: x - width / 2, y: y - height / 2 }
}

function arrive(editor: Editor, ids: readonly string[], text: string): void {
  select(editor, new Set(ids))
  setCanvas(editor, { focused: ids[0] ?? null, edges: new Set() })
  show(editor, { viewer: null })
  revealWhenShown(editor, ids)
  notify(editor, text, { action: { label: 'Undo', run: () => undo(editor) } })
}

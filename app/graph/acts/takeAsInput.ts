import { registry } from '#nodes/registry.ts'
import type { Edit } from '#shared/document/edits/edit.ts'
import { addNodes, setValue } from '#shared/document/edits/nodes.ts'
import type { Node } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Media } from '#shared/ports/value.ts'
import { makeNode, sizeOf } from './place.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import { allRects, middleOfView, rectOf } from '../flow.ts'
import type { Point, Rect } from '../../base/geometry.ts'
import { titleOf } from '../../state/nodeType.ts'
import { newWorkflow } from '../../state/workflows/file.ts'
import { tellError, tellWords } from '../../base/notify.ts'
import { activeTab, edit, select, undo } from '../../state/tabs.ts'
import { show } from '../../state/view.ts'
import { centreWhenShown } from './centreWhenShown.ts'
import { freePlace } from './freePlace.ts'
import { inputFor } from './inputFor.ts'

/** From the right edge of a card to the left edge of what goes on from it, in pixels at 100 %. */
const BESIDE = 80

/** A picture that goes back to the canvas, with the node that made it where that is known. */
export interface Taken {
  readonly media: Media
  readonly maker: string | null
}

/**
 * Puts pictures on the canvas: one goes into the free input of the only selected node, where that has one; else each gets
 * a node that loads it. One act of the person.
 */
export function takeAsInput(taken: readonly Taken[]): void {
  if (activeTab() === null) newWorkflow()
  const tab = activeTab()
  const [first, ...others] = taken
  if (tab === null || first === undefined) return
  if (tab.readOnly)
    return tellError('This workflow is from a newer version and can only be looked at. Make a new one first.')
  const place = others.length > 0 ? null : inputFor(tab.workflow, tab.selected, first.media.media)
  const node = place === null ? undefined : tab.workflow.nodes.find(({ id }) => id === place.node)
  if (place !== null && node !== undefined) {
    edit(setValue(place.node, place.port, { asset: first.media.sha256 }))
    return arrive([place.node], `${titleOf(node)} has this picture as its input now.`)
  }
  const type = registry.get('local/load-image')
  const pictures = taken.filter(({ media: { media } }) => media === 'image' || media === 'mask')
  if (type === undefined || pictures.length === 0)
    return tellError('No node loads this. Select the one node that is to take it, and try again.')
  const nodes = layOut(type, pictures)
  const add: Edit = addNodes(nodes)
  edit(add)
  arrive(
    nodes.map(({ id }) => id),
    nodes.length === 1
      ? 'A node that loads this picture is on the canvas.'
      : `${nodes.length} nodes that load these pictures are on the canvas.`,
  )
}

/** Beside the node that made it, else in the middle of what is in view: where there is room, one below the other. */
function layOut(type: NodeType, pictures: readonly Taken[]): readonly Node[] {
  const rects: Rect[] = [...allRects()]
  return pictures.map(({ media, maker }) => {
    const draft = { ...makeNode(type, { x: 0, y: 0 }), values: { image: { asset: media.sha256 } } }
    const size = sizeOf(type, draft)
    const position = freePlace(rects, size, wishFor(maker, size))
    rects.push({ ...position, ...size })
    return { ...draft, position: { x: Math.round(position.x), y: Math.round(position.y) } }
  })
}

function wishFor(
  maker: string | null,
  { width, height }: { readonly width: number; readonly height: number },
): Point {
  const made = maker === null ? null : rectOf(maker)
  if (made !== null) return { x: made.x + made.width + BESIDE, y: made.y }
  const { x, y } = middleOfView()
  return { x: x - width / 2, y: y - height / 2 }
}

function arrive(ids: readonly string[], words: string): void {
  select(new Set(ids))
  setCanvas({ focused: ids[0] ?? null, edges: new Set() })
  show({ viewer: null })
  centreWhenShown(ids, 'reveal')
  tellWords(words, { action: { label: 'Undo', run: undo } })
}

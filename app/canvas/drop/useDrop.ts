import type { DragEvent } from 'react'
import { useMemo } from 'react'
import { defineStore } from '../../base/editor.ts'
import type { Editor } from '../../base/editor.ts'
import { useEditor } from '../../base/useEditor.ts'
import { activeTab } from '../../state/tabs.ts'
import { reactFlow } from '../../graph/reactFlow.ts'
import type { Point } from '../../base/geometry.ts'
import { assetOf, filesOf, isForCanvas } from './readDrag.ts'
import { openFiles } from './openFiles.ts'
import type { SavedMedia } from './placeMedia.ts'
import { loaderAt, placeMedia, replaceMedia } from './placeMedia.ts'
import { CARD } from '../../graph/layout/metrics.ts'

/** Whether an acceptable drag is over the canvas, and the node that would take it. */
export interface Hover {
  readonly shown: boolean
  readonly node: string | null
}

const NOWHERE: Hover = { shown: false, node: null }

export const hoverStore = defineStore<Hover>(() => NOWHERE)

const leave = (editor: Editor): void => editor.get(hoverStore).setState(NOWHERE)

/** Handles files and results that are dragged over the canvas and dropped on it. */
export function useDrop() {
  const editor = useEditor()
  return useMemo(
    () => ({
      onDragOver: (event: DragEvent) => hover(editor, event),
      onDragLeave: (event: DragEvent) => maybeLeave(editor, event),
      onDrop: (event: DragEvent) => drop(editor, event),
    }),
    [editor],
  )
}

function hover(editor: Editor, event: DragEvent): void {
  if (!isForCanvas(event.dataTransfer)) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'copy'
  const node = nodeUnder(editor, event)
  const { shown, node: before } = editor.get(hoverStore).getState()
  if (!shown || node !== before) editor.get(hoverStore).setState({ shown: true, node })
}

/** Moving from one element of the canvas to another is not leaving it. */
function maybeLeave(editor: Editor, event: DragEvent): void {
  const to = event.relatedTarget
  if (!(to instanceof Node) || !event.currentTarget.contains(to)) leave(editor)
}

function drop(editor: Editor, event: DragEvent): void {
  // A control on a card may have handled it.
  if (event.defaultPrevented || !isForCanvas(event.dataTransfer)) return leave(editor)
  event.preventDefault()
  const node = nodeUnder(editor, event)
  leave(editor)
  const at = reactFlow(editor)?.screenToFlowPosition({ x: event.clientX, y: event.clientY }) ?? { x: 0, y: 0 }
  const media = assetOf(event.dataTransfer)
  if (media === null)
    void openFiles(editor, filesOf(event.dataTransfer), { at, node, asPictures: event.altKey })
  else if (activeTab(editor)?.readOnly === false) dropAsset(editor, { media, name: null }, at, node)
}

function dropAsset(editor: Editor, saved: SavedMedia, at: Point, node: string | null): void {
  if (node !== null) replaceMedia(editor, node, saved)
  else placeMedia(editor, [saved], { x: at.x - CARD.width / 2, y: at.y - CARD.title / 2 })
}

/** The card under the pointer, if it loads a medium. */
function nodeUnder(editor: Editor, { target }: DragEvent): string | null {
  const id =
    target instanceof Element ? target.closest<HTMLElement>('[data-card]')?.dataset['card'] : undefined
  return id !== undefined && activeTab(editor)?.readOnly === false && loaderAt(editor, id) !== null
    ? id
    : null
}

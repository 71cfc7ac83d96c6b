import type { KeyboardEvent } from 'react'
import type { Registry } from '#shared/nodes/registry.ts'
import type { ResultDetails } from '#shared/api/records.ts'
import { useEditor } from '../base/useEditor.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { STEP } from '../state/viewer/geometry.ts'
import { firstPicture, inputsOf } from './inputsOf.ts'
import type { ViewerAct } from './keys.ts'
import { actFor } from './keys.ts'
import type { Neighbours } from './useNeighbours.ts'
import { goTo } from './useNeighbours.ts'
import { back, compareWith, viewerStore } from '../state/viewer/viewerStore.ts'
import { fitPicture, pan, showWhole, zoomBy } from '../media/image/zoomActs.ts'

/** The pan distance of the keys, in CSS pixels. */
const PAN = 60

/** The input that a picture is compared with first, or else the picture that was made before it. */
export function firstToCompare(
  story: ResultDetails | null,
  { next, previous }: Neighbours,
  registry: Registry,
): string | null {
  const row = story?.row
  const input = row ? firstPicture(inputsOf(row, registry.get(row.nodeType))) : null
  return input ?? next ?? previous
}

/** The keys of the viewer, wherever in it the focus is, unless the focused element handles them. */
export function useViewerKeys(neighbours: Neighbours, story: ResultDetails | null) {
  const editor = useEditor()
  const acts: { readonly [A in ViewerAct]: () => void } = {
    previous: () => goTo(editor, neighbours.previous),
    next: () => goTo(editor, neighbours.next),
    'zoom in': () => zoomBy(editor, STEP),
    'zoom out': () => zoomBy(editor, 1 / STEP),
    fit: () => fitPicture(editor),
    whole: () => showWhole(editor),
    'pan left': () => pan(editor, { x: PAN, y: 0 }),
    'pan right': () => pan(editor, { x: -PAN, y: 0 }),
    'pan up': () => pan(editor, { x: 0, y: PAN }),
    'pan down': () => pan(editor, { x: 0, y: -PAN }),
    compare: () =>
      compareWith(
        editor,
        editor.get(viewerStore).getState().compare === 'off'
          ? firstToCompare(story, neighbours, registryOf(editor))
          : null,
      ),
    story: () => editor.get(viewerStore).setState((viewer) => ({ story: !viewer.story })),
    back: () => back(editor),
  }
  return (event: KeyboardEvent): void => {
    if (event.defaultPrevented || usesArrows(event)) return
    const act = actFor(event)
    if (act === null) return
    event.preventDefault()
    event.stopPropagation()
    acts[act]()
  }
}

/** The arrows seek in films and sounds. */
const usesArrows = ({ target, key }: KeyboardEvent): boolean =>
  target instanceof HTMLMediaElement && key.startsWith('Arrow')

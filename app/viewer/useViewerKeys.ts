import type { KeyboardEvent } from 'react'
import type { Registry } from '#shared/nodes/registry.ts'
import type { ResultDetails } from '#shared/api/records.ts'
import { isPicture } from '#shared/media/kinds.ts'
import { notify } from '../base/notify.ts'
import { useEditor } from '../base/useEditor.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import type { Editor } from '../base/editor.ts'
import type { Player } from '../media/player.ts'
import { currentPlayer } from '../media/player.ts'
import { STEP } from '../state/viewer/geometry.ts'
import { firstPicture, inputsOf } from './inputsOf.ts'
import type { PlayerAct, ViewerAct } from './keys.ts'
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
    compare: () => {
      if (story?.media && !isPicture(story.media.media))
        return notify(editor, 'Only pictures can be compared.')
      compareWith(
        editor,
        editor.get(viewerStore).getState().compare === 'off'
          ? firstToCompare(story, neighbours, registryOf(editor))
          : null,
      )
    },
    story: () => editor.get(viewerStore).setState((viewer) => ({ story: !viewer.story })),
    back: () => back(editor),
    ...playerActs(editor),
  }
  return (event: KeyboardEvent): void => {
    if (event.defaultPrevented || usesKey(event)) return
    const act = actFor(event, currentPlayer(editor) !== null)
    if (act === null) return
    event.preventDefault()
    event.stopPropagation()
    acts[act]()
  }
}

/** How far the keys seek, in seconds. */
const SEEK = 1

function playerActs(editor: Editor): { readonly [A in PlayerAct]: () => void } {
  const player = (): Player | null => currentPlayer(editor)
  return {
    play: () => player()?.toggle(),
    'frame back': () => player()?.step(-1),
    'frame on': () => player()?.step(1),
    'seek back': () => player()?.seekBy(-SEEK),
    'seek on': () => player()?.seekBy(SEEK),
    loop: () => player()?.toggleLoop(),
    mute: () => player()?.toggleMute(),
    slower: () => player()?.speedBy(-1),
    faster: () => player()?.speedBy(1),
  }
}

/** A slider and a list use the arrows, a button uses Space, and a 3D model turns. */
function usesKey({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (key.startsWith('Arrow')) return target.matches('input[type=range], select, model-viewer')
  return key === ' ' && target.matches('button, select, a')
}

import type { Painting } from '#shared/mask/painting.ts'
import { paintsSomething } from '#shared/mask/painting.ts'
import type { Editor } from '../base/editor.ts'
import { endAct, undo } from '../state/tabs.ts'
import { answerPrompt, openPrompt } from '../state/mask/openPrompt.ts'
import type { OpenMask } from '../state/mask/openMask.ts'
import { putPainting, toJson } from '../state/mask/paintingActs.ts'
import type { Gesture } from './gesture.ts'
import type { MaskSession } from './session.ts'

/** How long after a stroke the file has it, in milliseconds: a crash loses no more. */
const DELAY = 300

/** The part of a session that is saved. */
export interface SavedSession extends Pick<MaskSession, 'hasStart' | 'painting'> {
  readonly gesture: Pick<Gesture, 'isDown' | 'up'>
}

/** Saves the painting to the workflow while it is painted, all as one undo step. */
export interface SessionSaver {
  /** Something was painted. */
  changed(): void
  /** Saves it and answers the waiting run: the run continues and may cost money. */
  done(session: SavedSession): Promise<void>
  /** Saves it without answering; returns true if a run still waits for it. */
  save(session: SavedSession): boolean
  /** Puts the workflow back as it was. */
  cancel(): void
}

export function createSessionSaver(
  editor: Editor,
  { node, port }: OpenMask,
  current: () => SavedSession | null,
): SessionSaver {
  const key = `${node} ${port} painting`
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Whether the workflow contains something of this painting. */
  let hasSaved = false
  let isDirty = false

  const put = (painting: Painting): void => {
    if (!hasSaved) endAct(editor)
    putPainting(editor, node, port, painting, key)
    hasSaved = true
    isDirty = false
  }

  /** Saves the painting as one finished undo step; null if nothing is painted. */
  const commit = (session: SavedSession): Painting | null => {
    clearTimeout(timer)
    session.gesture.up()
    const painting = session.painting('whole')
    if (isDirty || hasSaved) put(painting)
    endAct(editor)
    return session.hasStart || paintsSomething(painting.steps) ? painting : null
  }

  return {
    changed() {
      isDirty = true
      clearTimeout(timer)
      timer = setTimeout(() => {
        const session = current()
        if (session !== null && !session.gesture.isDown()) put(session.painting('without preview'))
      }, DELAY)
    },
    async done(session) {
      const painting = commit(session)
      if (painting !== null) await answerPrompt(editor, node, port, toJson(painting))
    },
    save(session) {
      return commit(session) !== null && openPrompt(editor, node, port) !== null
    },
    cancel() {
      clearTimeout(timer)
      endAct(editor)
      if (hasSaved) undo(editor)
    },
  }
}

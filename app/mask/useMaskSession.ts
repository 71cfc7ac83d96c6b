import { useEffect, useRef, useState } from 'react'
import { toAppError } from '#shared/errors.ts'
import { useEditor } from '../base/useEditor.ts'
import { focusCard } from '../graph/acts/walk.ts'
import { notify, notifyFailure } from '../base/notify.ts'
import type { OpenMask } from '../state/mask/openMask.ts'
import { closeMask } from '../state/mask/openMask.ts'
import type { OpenedSession } from './openSession.ts'
import { openSession } from './openSession.ts'
import type { MaskSession } from './session.ts'
import type { SessionSaver } from './sessionSaver.ts'
import { createSessionSaver } from './sessionSaver.ts'

export type Opening =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly why: string }
  | ({ readonly phase: 'open' } & OpenedSession)

/** The session of an open mask editor, and the three ways to close it. */
export function useMaskSession(open: OpenMask) {
  const editor = useEditor()
  const [opening, setOpening] = useState<Opening>({ phase: 'loading' })
  const saver = useRef<SessionSaver | null>(null)

  useEffect(() => {
    let session: MaskSession | null = null
    let isGone = false
    const sessionSaver = createSessionSaver(editor, open, () => session)
    saver.current = sessionSaver
    openSession(editor, open, () => sessionSaver.changed()).then(
      (opened) => {
        if (isGone) return
        session = opened.session
        setOpening({ phase: 'open', ...opened })
      },
      (thrown: unknown) => {
        if (!isGone) setOpening({ phase: 'failed', why: toAppError(thrown).message })
      },
    )
    return () => {
      isGone = true
    }
  }, [editor, open])

  const close = (): void => {
    closeMask(editor)
    focusCard(editor, open.node)
  }
  /** Without another choice the mask is kept as shown, on the current picture. */
  const acceptShown = ({ before }: OpenedSession): void => {
    if (before !== null && before.binding !== 'same') saver.current?.changed()
  }
  const done = (): void => {
    if (opening.phase === 'open') {
      acceptShown(opening)
      saver.current?.done(opening.session).catch((thrown) => notifyFailure(editor, thrown))
    }
    close()
  }
  const leave = (): void => {
    if (opening.phase === 'open') {
      acceptShown(opening)
      if (saver.current?.save(opening.session) === true)
        notify(editor, 'Saved. The run continues when you choose Done.')
    }
    close()
  }
  const cancel = (): void => {
    if (opening.phase === 'open') opening.session.gesture.cancel()
    saver.current?.cancel()
    close()
  }
  return { opening, done, leave, cancel }
}

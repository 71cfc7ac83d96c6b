import type { KeyboardEvent } from 'react'
import { useCallback, useRef } from 'react'
import { useStore } from 'zustand'
import type { Editor } from '../base/editor.ts'
import { useDispatch } from '../base/dispatch.ts'
import { isEnter } from '../base/keys/isEnter.ts'
import { useEditor } from '../base/useEditor.ts'
import { titleOf } from '../state/nodeType.ts'
import { useNode } from '../state/useTab.ts'
import { Button } from '../base/ui/Button.tsx'
import { Dialog, DialogPopup, DialogTitle } from '../base/ui/Dialog.tsx'
import { ChangedPicture } from './ChangedPicture.tsx'
import { doAct, turnPen } from './maskActs.ts'
import { maskAct } from './maskKeys.ts'
import { MaskPane } from './MaskPane.tsx'
import type { OpenMask } from '../state/mask/openMask.ts'
import { openPrompt } from '../state/mask/openPrompt.ts'
import { OptionsBar } from './OptionsBar.tsx'
import type { MaskSession } from './session.ts'
import { StatusBar } from './StatusBar.tsx'
import { mainButton, plainButton } from './styles.ts'
import { ToolRail } from './ToolRail.tsx'
import { useMaskSession } from './useMaskSession.ts'

/**
 * The mask editor over everything else. Done saves the painting and answers a waiting run; Esc saves it without
 * answering, because the run may cost money from there on; Cancel restores the old mask.
 */
export function MaskEditor({ open }: { readonly open: OpenMask }) {
  const editor = useEditor()
  const { node } = open
  const { opening, done, leave, cancel } = useMaskSession(open)
  const space = useRef(false)
  const isPanning = useCallback(() => space.current, [])
  const title = useNode(node, titleOf, '')
  const { call } = useDispatch()
  // Done continues a run that waits for the mask; otherwise another run begins with it.
  const answers = openPrompt(editor, node, open.port) !== null
  const doneAndRun = (): void => {
    done()
    if (!answers) call('run.all')
  }

  return (
    <Dialog open onClose={leave} backdrop="z-50 bg-canvas">
      <DialogPopup
        className="fixed inset-0 z-50 flex touch-manipulation flex-col bg-canvas outline-none"
        initialFocus={false}
        onKeyDown={(event) => {
          if (opening.phase !== 'open') return
          if (isRun(event)) {
            event.preventDefault()
            event.stopPropagation()
            doneAndRun()
          } else press(editor, event, opening.session, space)
        }}
        onKeyUp={(event) => {
          if (event.key !== ' ') return
          space.current = false
          if (opening.phase === 'open' && opening.session.state.getState().byKeys)
            turnPen(opening.session, false)
        }}
        onBlur={() => {
          space.current = false
        }}
      >
        <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-card px-3">
          <DialogTitle className="m-0 min-w-0 flex-1 truncate text-[14px] font-semibold">
            {title === 'Paint mask' ? title : `Paint mask: ${title}`}
          </DialogTitle>
          <Button className={plainButton} onClick={cancel}>
            Cancel
          </Button>
          {!answers && (
            <Button
              needsHost
              className={plainButton}
              disabled={opening.phase !== 'open'}
              onClick={doneAndRun}
            >
              Done and run
            </Button>
          )}
          <Done answers={answers} onDone={done} />
        </header>
        {opening.phase === 'loading' && <StatusText text="Loading the picture…" />}
        {opening.phase === 'failed' && <StatusText text={opening.why} />}
        {opening.phase === 'open' && (
          <>
            <OptionsBar session={opening.session} />
            <ChangedPicture {...opening} />
            <div className="flex min-h-0 flex-1">
              <ToolRail session={opening.session} />
              <MaskPane session={opening.session} isPanning={isPanning} />
            </div>
            <StatusBar session={opening.session} />
            <Announcement session={opening.session} />
          </>
        )}
      </DialogPopup>
    </Dialog>
  )
}

/** The keys that run a workflow everywhere. */
const isRun = (event: KeyboardEvent): boolean =>
  isEnter(event) && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey

/** Keys that a slider, a field or a button handles itself. */
const own = (target: EventTarget, key: string): boolean => {
  if (!(target instanceof HTMLElement) || target.closest('[data-mask-stage]') !== null) return false
  if (target instanceof HTMLInputElement && target.type !== 'range') return true
  return (
    key.startsWith('Arrow') ||
    key === ' ' ||
    key === 'Enter' ||
    (target instanceof HTMLInputElement && key.length > 1)
  )
}

function press(
  editor: Editor,
  event: KeyboardEvent,
  session: MaskSession,
  space: { current: boolean },
): void {
  if (own(event.target, event.key)) return
  if (event.key === ' ') {
    event.preventDefault()
    if (event.repeat) return
    // A key paints at the crosshair; with the pointer it pans.
    if (session.state.getState().byKeys) turnPen(session, true)
    else space.current = true
    return
  }
  const act = maskAct(event)
  if (act === null) return
  event.preventDefault()
  event.stopPropagation()
  doAct(editor, session, act)
}

function StatusText({ text }: { readonly text: string }) {
  return <p className="m-0 grid flex-1 place-content-center text-center text-dim">{text}</p>
}

/** Announces the last step to screen readers. */
function Announcement({ session }: { readonly session: MaskSession }) {
  const announcement = useStore(session.state, (state) => state.announcement)
  return (
    <p role="status" className="sr-only">
      {announcement}
    </p>
  )
}

/** An answer to a run must reach the host; a saved mask need not. */
const Done = ({ answers, onDone }: { readonly answers: boolean; readonly onDone: () => void }) =>
  answers ? (
    <Button needsHost className={mainButton} onClick={onDone}>
      Done
    </Button>
  ) : (
    <Button className={mainButton} onClick={onDone}>
      Done
    </Button>
  )

import { ChevronDown, KeyRound, Play, Square, StepForward } from 'lucide-react'
import { Button } from '../base/ui/Button.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import { problemsStore } from '../state/canvas/problems.ts'
import { useDispatch } from '../base/dispatch.ts'
import { currentRun, interruptedRun, tryAgain } from '../state/runs/runActs.ts'
import { notifyFailure } from '../base/notify.ts'
import { useHint } from '../state/useKeys.ts'
import { forecastStore } from '../state/runs/forecast.ts'
import { forecastSentence, forecastText } from '../state/runs/forecastText.ts'
import { tabRunsStore } from '../state/runs/tabRuns.ts'
import { useHostGone, useRuns, useTabs, useView } from '../state/use.ts'
import { Menu, MenuItem } from '../base/ui/Menu.tsx'
import { HOST_GONE } from '../base/ui/hostGone.ts'
import { engineCalled } from '../state/engines.ts'
import { keyButton, keyText, showKeyField } from '../state/runs/notifyKeyNeeded.ts'

/** A button beside the run button. */
const beside = 'mr-2 flex h-[30px] items-center gap-2 rounded-md border border-line px-3 hover:bg-line/60'

const item =
  'flex h-8 cursor-default items-center rounded-md px-3 outline-none data-[highlighted]:bg-line/70 data-[disabled]:opacity-40'

/** Runs the canvas, shows the estimated cost, and offers other ways to run in its menu. */
export function RunButton() {
  const { call } = useDispatch()
  const refused = useView((view) => view.connection === 'refused')
  const gone = useHostGone()
  const { forecast } = usePart(forecastStore)
  const leftOut = usePart(problemsStore, (problems) => problems.leftOut)
  const sentence = [forecast === null ? '' : forecastSentence(forecast), leftOut].filter(Boolean).join(' ')
  const runHint = useHint('run.all', 'Run')
  return (
    <div className="flex shrink-0 items-center">
      {forecast !== null && (
        <span className="mr-2 text-[12px] whitespace-nowrap text-dim" title={sentence}>
          {forecastText(forecast)}
        </span>
      )}
      <KeyNeeded />
      <CurrentRun />
      <Button
        className="flex h-[30px] items-center gap-2 rounded-l-md bg-accent px-4 font-medium text-on-accent hover:brightness-110 disabled:opacity-40"
        disabled={gone}
        title={refused ? 'Patchbay was restarted: open its new address first' : gone ? HOST_GONE : runHint}
        onClick={() => call('run.all')}
      >
        <Play size={14} aria-hidden />
        Run
      </Button>
      <RunMenu sentence={sentence} />
    </div>
  )
}

/** A link to the key's field if a run cannot proceed without one. */
function KeyNeeded() {
  const editor = useEditor()
  const { needsKey } = usePart(forecastStore)
  const engine = useView((view) => engineCalled(view, needsKey))
  if (engine === undefined) return null
  return (
    <Button
      className={`${beside} whitespace-nowrap`}
      title={keyText(engine)}
      onClick={() => showKeyField(editor, engine.id)}
    >
      <KeyRound size={13} aria-hidden />
      {keyButton(engine)}
    </Button>
  )
}

/** The actions on the shown tab's active or interrupted run. */
function CurrentRun() {
  const editor = useEditor()
  const { call } = useDispatch()
  // All depend on whether a run of the shown tab is active or was interrupted.
  useRuns((state) => state)
  useTabs((state) => state)
  usePart(tabRunsStore)
  const running = currentRun(editor) !== null
  const interrupted = interruptedRun(editor)
  const gone = useHostGone()
  const cancelHint = useHint('run.cancel', 'Cancel the current run')
  return (
    <>
      {interrupted !== null && !gone && (
        <Button
          className={beside}
          title="Patchbay closed during this run. Finished results are reused."
          onClick={() => void tryAgain(editor, interrupted).catch((thrown) => notifyFailure(editor, thrown))}
        >
          <StepForward size={13} aria-hidden />
          Finish
        </Button>
      )}
      {running && (
        <Button
          className={`${beside} disabled:opacity-40`}
          disabled={gone}
          title={gone ? HOST_GONE : cancelHint}
          onClick={() => call('run.cancel')}
        >
          <Square size={13} aria-hidden />
          Cancel
        </Button>
      )}
    </>
  )
}

/** Other ways to run. `sentence`: the cost of a run, and what it would leave out. */
function RunMenu({ sentence }: { readonly sentence: string }) {
  const { call } = useDispatch()
  const gone = useHostGone()
  return (
    <Menu
      className="max-w-[320px] min-w-[220px] rounded-lg border border-line bg-raised p-1 shadow-[var(--shadow)]"
      trigger={{
        'aria-label': 'More ways to run',
        disabled: gone,
        className:
          'grid h-[30px] w-7 place-items-center rounded-r-md border-l border-on-accent/25 bg-accent text-on-accent hover:brightness-110 disabled:opacity-40',
        children: <ChevronDown size={14} aria-hidden />,
      }}
    >
      {sentence !== '' && (
        <p className="m-0 mb-1 border-b border-line px-3 pt-1 pb-2 text-[12px] text-dim">{sentence}</p>
      )}
      <MenuItem className={item} onClick={() => call('run.here')}>
        Run to the selected nodes
      </MenuItem>
      <MenuItem className={item} onClick={() => call('run.first')}>
        Run ahead of the queue
      </MenuItem>
      <MenuItem className={item} onClick={() => call('run.fresh')}>
        Re-run without cached results
      </MenuItem>
    </Menu>
  )
}

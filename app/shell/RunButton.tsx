import { ChevronDown, Coins, KeyRound, Play, Square, StepForward } from 'lucide-react'
import type { EngineState } from '#shared/api/records.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { Button } from '../base/ui/Button.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import { problemsStore } from '../state/canvas/problems.ts'
import { useDispatch } from '../base/dispatch.ts'
import { currentRun, interruptedRun, tryAgain } from '../state/runs/runActs.ts'
import { notifyFailure } from '../base/notify.ts'
import { useHint } from '../state/useKeys.ts'
import { forecastStore } from '../state/runs/forecast.ts'
import { forecastSentence, forecastText, isUpToDate } from '../state/runs/forecastText.ts'
import { tabRunsStore } from '../state/runs/tabRuns.ts'
import { useHostGone, useRuns, useTabs, useView } from '../state/use.ts'
import { useSteps, useTab } from '../state/useTab.ts'
import { Menu } from '../base/ui/Menu.tsx'
import { HOST_GONE } from '../base/ui/hostGone.ts'
import { engineCalled } from '../state/engines.ts'
import { keyButton, keyText, neededEngines, showKeyFields } from '../state/runs/keyNeeded.ts'
import { CommandItem } from './CommandItem.tsx'

/** A button beside the run button. */
const beside =
  'mr-2 flex h-[30px] items-center gap-2 rounded-md border border-line px-3 whitespace-nowrap hover:bg-line/60'

/** What pressing Run leads to: something free, something that costs money, or nothing. */
type Prospect = 'free' | 'paid' | 'none'

const looks: { readonly [P in Prospect]: string } = {
  free: 'bg-accent text-on-accent hover:brightness-110',
  paid: 'bg-paid text-on-paid hover:brightness-110',
  none: 'bg-raised text-ink shadow-[inset_0_0_0_1px_var(--line)] hover:bg-line',
}

const divider: { readonly [P in Prospect]: string } = {
  free: 'border-on-accent/25',
  paid: 'border-on-paid/25',
  none: 'border-line',
}

/** Runs the canvas, shows what that costs, and offers other ways to run in its menu. */
export function RunButton() {
  const { call } = useDispatch()
  const refused = useView((view) => view.connection === 'refused')
  const gone = useHostGone()
  const { forecast, isOutdated } = usePart(forecastStore)
  const hasFailed = useSteps(anyFailed)
  // Of a copy of what ran elsewhere everything can be cached, and nothing is shown until it runs.
  const isNew = useTab(({ run }) => run === null, false)
  const prospect = useProspect(hasFailed || isNew)
  const leftOut = usePart(problemsStore, (problems) => problems.leftOut)
  const sentence = [forecast === null ? '' : forecastSentence(forecast), leftOut].filter(Boolean).join(' ')
  const runHint = useHint('run.all', 'Run')
  // Cached results say nothing of a node of this machine that failed.
  const text =
    forecast === null || (isUpToDate(forecast) && (hasFailed || isNew))
      ? isNew && forecast !== null
        ? 'free'
        : ''
      : forecastText(forecast)
  const Icon = prospect === 'paid' ? Coins : Play
  return (
    <div className="flex shrink-0 items-center">
      <KeyNeeded />
      <CurrentRun />
      <Button
        data-prospect={prospect}
        className={`flex h-[30px] items-center gap-2 rounded-l-md px-3 disabled:opacity-40 ${looks[prospect]}`}
        disabled={gone}
        title={refused ? 'Patchbay was restarted: open its new address first' : gone ? HOST_GONE : runHint}
        aria-describedby={sentence === '' ? undefined : COST}
        onClick={() => call('run.all')}
      >
        <Icon size={14} aria-hidden className="shrink-0" />
        <span className="font-semibold">Run</span>
        {text !== '' && (
          <span
            aria-hidden
            className={`whitespace-nowrap ${isOutdated ? 'opacity-60' : ''} ${prospect === 'none' ? 'text-dim' : ''}`}
          >
            {text}
          </span>
        )}
      </Button>
      {sentence !== '' && (
        <span id={COST} className="sr-only">
          {isOutdated ? 'The cost is being updated.' : sentence}
        </span>
      )}
      <RunMenu sentence={sentence} prospect={prospect} />
    </div>
  )
}

/** The id of the text that describes the button. */
const COST = 'run-cost'

const anyFailed = (steps: Readonly<Record<string, Step>>): boolean =>
  Object.values(steps).some(({ phase }) => phase === 'failed')

/** Until the cost is known, live models count as paid. */
function useProspect(isUnfinished: boolean): Prospect {
  const forecast = usePart(forecastStore, (state) => state.forecast)
  const mode = useView((view) => view.settings?.mode)
  const isEmpty = useTab(({ workflow }) => workflow.nodes.length === 0, true)
  const engines = useView((view) => view.engines)
  const isOpen = forecast === null && mode === 'live'
  const mayCost = useTab(({ workflow }) => isOpen && neededEngines({ engines }, workflow).length > 0, false)
  if (isEmpty) return 'none'
  if (forecast === null) return mayCost ? 'paid' : 'free'
  if (isUpToDate(forecast) && !isUnfinished) return 'none'
  return forecast.mode === 'live' && forecast.jobs > 0 ? 'paid' : 'free'
}

/** A link to the fields for the keys if a run cannot proceed without them. */
function KeyNeeded() {
  const needsKey = usePart(forecastStore, (state) => state.needsKey)
  const engine = useView((view) => engineCalled(view, needsKey))
  return engine === undefined ? null : <KeyButton engine={engine} />
}

/** Where other engines of the shown workflow have no key either, it leads to all of their fields. */
function KeyButton({ engine }: { readonly engine: EngineState }) {
  const editor = useEditor()
  const engines = useView((view) => view.engines)
  const workflow = useTab((tab) => tab.workflow, null)
  const needed = workflow === null ? [] : neededEngines({ engines }, workflow)
  const missing = needed.filter(({ key }) => key.from === null)
  const wanted = missing.includes(engine) ? missing : [engine]
  const open = (): void =>
    showKeyFields(
      editor,
      wanted.map(({ id }) => id),
    )
  return (
    <Button className={beside} title={wanted.map(keyText).join(' ')} onClick={open}>
      <KeyRound size={13} aria-hidden />
      {wanted.length === 1 ? keyButton(engine) : `Add keys for ${andList(wanted.map(({ title }) => title))}`}
    </Button>
  )
}

const andList = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

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

interface RunMenuProps {
  /** The cost of a run, and what it would leave out. */
  readonly sentence: string
  readonly prospect: Prospect
}

/** Other ways to run. */
function RunMenu({ sentence, prospect }: RunMenuProps) {
  const gone = useHostGone()
  return (
    <Menu
      className="max-w-[360px] min-w-[260px]"
      trigger={{
        'aria-label': 'More ways to run',
        disabled: gone,
        className: `grid h-[30px] w-7 place-items-center rounded-r-md border-l disabled:opacity-40 ${divider[prospect]} ${looks[prospect]}`,
        children: <ChevronDown size={14} aria-hidden />,
      }}
    >
      {sentence !== '' && (
        <p className="m-0 mb-1 border-b border-line px-3 pt-1 pb-2 text-[12px] text-dim">{sentence}</p>
      )}
      <CommandItem id="run.here" label="Run to the selected nodes" />
      <CommandItem id="run.first" />
      <CommandItem id="run.fresh" />
      <CommandItem id="run.tryAgain" />
    </Menu>
  )
}

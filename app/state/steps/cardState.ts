import type { NodeMode } from '#shared/document/workflow.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { AWAITED, describeStep, isUnknown, JOB_CONTINUES, needsUserInput, notesOf } from './describeStep.ts'

/** The states of a card. A card is in exactly one of them. */
export type StateKind =
  | 'idle'
  | 'bypassed'
  | 'muted'
  | 'needs-you'
  | 'unknown'
  | 'failed'
  | 'queued'
  | 'waiting'
  | 'running'
  | 'stopped'
  | 'cancelled'
  | 'skipped'
  | 'noted'
  | 'pinned'
  | 'outdated'
  | 'cached'

/** The shape of the chip; each has an icon as well, so that no state relies on its colour alone. */
export type ChipShape = 'none' | 'plain' | 'outline' | 'dashed' | 'solid'

/** The role of the colour, as in `styles.css`. */
export type ColourRole = 'quiet' | 'accent' | 'amber' | 'failed' | 'bypass'

export interface StateLook {
  readonly shape: ChipShape
  readonly role: ColourRole
  /** Whether the result that is shown in this state is an earlier one, whatever its inputs. */
  readonly dims: boolean
}

export const stateLooks: { readonly [K in StateKind]: StateLook } = {
  idle: { shape: 'none', role: 'quiet', dims: false },
  bypassed: { shape: 'outline', role: 'bypass', dims: false },
  muted: { shape: 'plain', role: 'quiet', dims: false },
  'needs-you': { shape: 'solid', role: 'amber', dims: false },
  unknown: { shape: 'outline', role: 'amber', dims: true },
  failed: { shape: 'outline', role: 'failed', dims: true },
  queued: { shape: 'outline', role: 'quiet', dims: false },
  waiting: { shape: 'outline', role: 'quiet', dims: false },
  running: { shape: 'outline', role: 'accent', dims: true },
  stopped: { shape: 'dashed', role: 'quiet', dims: false },
  cancelled: { shape: 'plain', role: 'quiet', dims: true },
  skipped: { shape: 'plain', role: 'quiet', dims: false },
  noted: { shape: 'outline', role: 'quiet', dims: false },
  pinned: { shape: 'outline', role: 'quiet', dims: false },
  outdated: { shape: 'dashed', role: 'quiet', dims: true },
  cached: { shape: 'outline', role: 'quiet', dims: false },
}

/** What decides the state of a card. */
export interface CardStateOf {
  readonly mode: NodeMode
  readonly step: Step | null
  /** The title of the node that it waits for, or that it was skipped for; '' for none. */
  readonly blocker: string
  /** Why a step that has not ended neither waits nor works; null if nothing has stopped it. */
  readonly stopped: string | null
  /** Whether one of its jobs may have been charged and nobody knows. */
  readonly isLost: boolean
  /** The place of its run in the queue, from 1; 0 once the run has begun. */
  readonly place: number
  readonly hasPinnedVersion: boolean
  /** Whether an earlier result is previewed. */
  readonly isViewing: boolean
  readonly isOutdated: boolean
}

export interface CardState {
  readonly kind: StateKind
  /** The words of the chip; '' for none. */
  readonly text: string
  /** More about it, for a tooltip; '' if there is no more. */
  readonly help: string
  /** Whether the shown result is not what the node would make now. */
  readonly dims: boolean
}

/** What it means that a result is outdated. */
export const OUTDATED_HELP =
  'An input has changed since this result was made. Run makes it again; undo brings it back.'

const PINNED_HELP = 'This result is used instead of running the node.'

type Words = Omit<CardState, 'dims'>

const state = (kind: StateKind, text: string, help = ''): Words => ({ kind, text, help })

/** The state of a card. Pure. */
export function cardState(of: CardStateOf): CardState {
  const words = wordsOf(of)
  const { hasPinnedVersion, isOutdated, isViewing } = of
  const isChosen = hasPinnedVersion || isViewing
  return { ...words, dims: !isChosen && (isOutdated || stateLooks[words.kind].dims) }
}

function wordsOf(of: CardStateOf): Words {
  const { mode, step, stopped, isLost } = of
  if (mode === 'muted') return state('muted', 'Muted', 'It does not run, nor does anything downstream.')
  if (mode === 'bypassed')
    return state('bypassed', 'Bypassed', 'It does not run: its input is passed through.')
  if (stopped !== null && (step?.phase === 'waiting' || step?.phase === 'running'))
    return state('stopped', stopped)
  if (isUnknown(step) || (isLost && (step === null || step.phase === 'done')))
    return state('unknown', 'Unknown')
  if (step === null) return resultState(of)
  switch (step.phase) {
    case 'waiting':
      return waitingState(of, step)
    case 'running':
      return runningState(step)
    case 'failed':
      return state('failed', describeStep(step))
    case 'cancelled':
      return state('cancelled', describeStep(step), step.goesOn === true ? JOB_CONTINUES : '')
    case 'skipped':
      return of.hasPinnedVersion ? resultState(of) : skippedState(of, describeStep(step, of.blocker))
    case 'done':
      return resultState(of)
  }
}

const skippedState = ({ step, blocker }: CardStateOf, help: string): Words =>
  step?.phase !== 'skipped' || step.because === 'muted' || blocker === ''
    ? state('skipped', help)
    : state('skipped', `Waits for ${blocker}`, help)

function waitingState({ place, blocker }: CardStateOf, step: Step): Words {
  if (needsUserInput(step)) return state('needs-you', 'Needs you')
  if (place > 0) return state('queued', place === 1 ? 'Queued' : `Queued, place ${place}`)
  return state('waiting', 'Waiting', blocker === '' ? '' : `Waits for ${blocker}`)
}

function runningState(step: Step): Words {
  const text = describeStep(step)
  if (text.startsWith('Queued')) return state('queued', text, 'At the engine')
  return state('running', text === AWAITED ? text : 'Running', text)
}

/** The state of a node that is at rest: of what its card shows. */
function resultState({ step, hasPinnedVersion, isViewing, isOutdated }: CardStateOf): Words {
  if (isViewing) return state('idle', '')
  if (hasPinnedVersion) return state('pinned', 'Pinned', PINNED_HELP)
  if (isOutdated) return state('outdated', 'Outdated', OUTDATED_HELP)
  if (step?.phase !== 'done') return state('idle', '')
  const notes = notesOf(step)
  const count = step.got === undefined ? '' : `${step.got.items} of ${step.got.of}`
  if (notes.length > 0) return state('noted', count === '' ? 'Note' : count, notes.join(' '))
  return step.reused
    ? state('cached', 'Cached', 'This result was reused. It cost nothing.')
    : state('idle', '')
}

/** The state as a part of the card's name, with what a screen reader should know besides. */
export function nameOfState({ kind, text, help }: CardState): string {
  if (kind === 'running' && text === 'Running' && help !== '') return `Running, ${help}`
  if (kind === 'noted' || kind === 'skipped') return help || text
  return text
}

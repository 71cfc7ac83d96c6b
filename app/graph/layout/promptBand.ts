import type { Step } from '#shared/run/reduceRun.ts'
import { promptText, questionsOf } from '../../state/prompts/promptText.ts'
import { CARD } from './metrics.ts'
import { textLines } from './textLines.ts'

type Waiting = Extract<Step, { phase: 'waiting' }>

/** Most lines of the words on a card. */
const MAX_LINES = 4

/** How high a card's band with what it asks is, in pixels at 100 %; 0 where it asks nothing. */
export function promptHeight(step: Waiting, width: number): number {
  if (step.asks === undefined) return 0
  const text = promptText(questionsOf(step))
  return text === '' ? 0 : textLines(text, width - 2 * CARD.side, 1, MAX_LINES) * CARD.line + CARD.prompt
}

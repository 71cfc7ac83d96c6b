import type { Step } from '#shared/run/reduceRun.ts'
import { promptText, questionsOf } from '../../state/prompts/promptText.ts'
import { CARD } from './metrics.ts'
import { textLines } from './textLines.ts'

type Waiting = Extract<Step, { phase: 'waiting' }>

/** The maximum number of text lines on a card. */
const MAX_LINES = 4

/** The height of a card's prompt band, in pixels at 100 %; 0 without a prompt. */
export function promptHeight(step: Waiting, width: number): number {
  if (step.prompts === undefined) return 0
  const text = promptText(questionsOf(step))
  return text === '' ? 0 : textLines(text, width - 2 * CARD.side, 1, MAX_LINES) * CARD.line + CARD.prompt
}

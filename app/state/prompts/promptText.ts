import { ItemPath, compareItemPaths } from '#shared/run/address.ts'
import type { PendingPrompt, Run, Step } from '#shared/run/reduceRun.ts'

/** One prompt of a step: for which item of a list. */
export interface Question {
  readonly item: ItemPath
  readonly prompt: PendingPrompt
}

/** The prompts of a step, in the order of its items. */
export const questionsOf = (step: Step | undefined): readonly Question[] =>
  step?.phase !== 'waiting'
    ? []
    : Object.entries(step.prompts ?? {})
        .map(([item, prompt]) => ({ item: ItemPath.parse(item), prompt }))
        .toSorted((one, other) => compareItemPaths(one.item, other.item))

/** The first node of a run that asks for something; null if none does. */
export const firstNodeWithPrompt = (run: Run | undefined): string | null =>
  Object.entries(run?.steps ?? {}).find(([, step]) => questionsOf(step).length > 0)?.[0] ?? null

/** The text of a card with prompts: the first one's, and how many more there are. */
export function promptText(questions: readonly Question[]): string {
  const [first, ...more] = questions
  if (first === undefined) return ''
  return more.length === 0
    ? `${first.prompt.words}.`
    : `${first.prompt.words}. ${more.length} more to answer.`
}

import { AppError } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import { formatItemPath } from './address.ts'
import type { RunScope } from './context.ts'
import { presentItems } from './gather.ts'
import type { RunEvent } from './run.ts'
import type { Work } from './work.ts'

/** Whether a step needs user input for one of its items. */
export const hasUserPrompt = ({ step: { type }, gathered }: Work): boolean =>
  type.userPrompt !== undefined &&
  presentItems(gathered).some((item) => (type.userPrompt?.(gathered.items[item] ?? {}) ?? null) !== null)

/**
 * The inputs of a step's items with the answers in them; all items are asked for at once. Rejects with `person.needed`
 * if nobody can be asked, or as `people.ask` does.
 */
export function promptUser(
  work: Work,
  scope: RunScope,
  emit: (event: RunEvent) => void,
): Promise<readonly Values[]> {
  const { clock, userPrompts } = scope.services
  const { node, type } = work.step

  async function answered(given: Values, index: number): Promise<Values> {
    // Nobody is asked about an item that is missing.
    if (work.gathered.gaps?.has(index) === true) return given
    const inputs = { ...given }
    const item = formatItemPath([index])
    for (;;) {
      const prompt = type.userPrompt?.(inputs) ?? null
      if (prompt === null) return inputs
      const { input, words } = prompt
      if (userPrompts === undefined)
        throw new AppError(
          'person.needed',
          `${node.title ?? type.title} needs user input: ${words}. Open the workflow in the editor, or give ${node.id}.${input} a value.`,
          { data: { node: node.id, input } },
        )
      // A copy: the next answer is put into the same inputs.
      const step = { node: node.id, item, inputs: { ...inputs } }
      emit({ type: 'step.asked', at: clock.now(), input, words, ...step })
      const port = type.inputs[input]
      if (port === undefined) throw new Error(`${type.type} asks for ${input}, which is no input of it.`)
      const question = { run: scope.run.id, prompt, port, ...step }
      inputs[input] = await userPrompts.prompt(question, scope.signal(work))
      emit({ type: 'step.answered', node: node.id, at: clock.now(), item })
    }
  }

  return Promise.all(work.gathered.items.map(answered))
}

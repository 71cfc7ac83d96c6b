import type { Output } from '#shared/api/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Json } from '#shared/ports/value.ts'
import type { Answers } from '../../library/answers.ts'
import type { Runs } from '../../library/runs.ts'
import { readRunDetails } from './readResults.ts'

export interface RanWorkflowOptions {
  readonly runs: Pick<Runs, 'get' | 'source' | 'steps'>
  readonly registry: () => Registry
  readonly answers: Pick<Answers, 'lastOf'>
}

/**
 * The workflow that a run was started with, seeds drawn, and what the user has answered in it. Throws `input.invalid`
 * for an unknown run.
 */
export function readRanWorkflow(run: string, options: RanWorkflowOptions): Output<'result.workflow'> {
  const { runs } = options
  const [record, source] = [runs.get(run), runs.source(run)]
  if (record === null || source === null) throw new AppError('input.invalid', `There is no run ${run}.`)
  const answers = answersIn(run, options)
  return {
    name: record.name,
    text: source.workflow,
    ...(Object.keys(answers).length > 0 && { answers }),
  }
}

/** By node and input. Of a node that ran once per item no answer stands for all of them. */
function answersIn(
  run: string,
  { runs, registry, answers }: RanWorkflowOptions,
): Record<string, Record<string, Json>> {
  const last = answers.lastOf(run)
  const found: Record<string, Record<string, Json>> = {}
  if (last.size === 0) return found
  const types = registry()
  const { inputs, titles } = readRunDetails(runs.source(run), runs.steps(run), [], types)
  for (const [node, answer] of last) {
    const [item, ...others] = inputs.get(node)?.items ?? []
    const type = types.get(titles.get(node)?.type ?? '')
    const prompt = item === undefined || others.length > 0 ? null : (type?.userPrompt?.(item) ?? null)
    // The cast is sound: an answer came as JSON.
    if (prompt !== null) found[node] = { [prompt.input]: answer as Json }
  }
  return found
}

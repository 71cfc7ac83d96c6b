import type { AppError } from '../errors.ts'
import { toAppError } from '../errors.ts'
import type { MediaLiteral, Value } from '../ports/value.ts'
import { isMedia, isMediaKind } from '../ports/value.ts'
import type { Problem } from '../problems/problem.ts'
import type { Services } from '../services.ts'
import type { Plan } from './plan.ts'
import type { PlanInput, PlanStep } from './planStep.ts'

/** Public addresses are passed to remote endpoints as they are: the engine fetches them, at no cost to us. */
const passesOn = (step: PlanStep, literal: unknown): boolean =>
  isMedia(literal) ||
  (step.type.where === 'remote' && typeof literal === 'string' && /^https?:/i.test(literal))

const isOpen = (step: PlanStep, input: PlanInput): boolean =>
  input.source === null &&
  isMediaKind(input.port.type.kind) &&
  !everyOne(input.literal, (one) => passesOn(step, one))

function everyOne(literal: unknown, holds: (one: unknown) => boolean): boolean {
  return Array.isArray(literal) ? literal.every(holds) : holds(literal)
}

/** Whether a step names pictures that must be read from a file, the asset store or an address before it can start. */
export const hasOpenLiterals = (step: PlanStep): boolean => step.inputs.some((input) => isOpen(step, input))

/** Those pictures, by input name. Rejects as `Assets.resolve` does. */
export async function resolveLiterals(
  step: PlanStep,
  services: Pick<Services, 'assets'>,
): Promise<ReadonlyMap<string, Value>> {
  const resolved = new Map<string, Value>()
  for (const input of step.inputs) {
    const { kind } = input.port.type
    if (!isOpen(step, input) || !isMediaKind(kind)) continue
    // The cast is sound: the plan has checked every literal against its port.
    const one = async (literal: unknown): Promise<Value> =>
      passesOn(step, literal) ? (literal as Value) : services.assets.resolve(literal as MediaLiteral, kind)
    const { literal } = input
    resolved.set(
      input.name,
      Array.isArray(literal) ? await Promise.all(literal.map(one)) : await one(literal),
    )
  }
  return resolved
}

/** A missing picture of a plan, as a problem with its path and as the underlying error. */
export interface LiteralProblem {
  readonly problem: Problem
  readonly error: AppError
}

/** Reads every picture that a plan names, so that a missing file is found before anything is spent. */
export async function checkLiterals(plan: Plan, services: Services): Promise<readonly LiteralProblem[]> {
  const found: LiteralProblem[] = []
  const indexOf = new Map(plan.workflow.nodes.map((node, index) => [node, index]))
  for (const step of plan.steps) {
    if (!hasOpenLiterals(step)) continue
    const index = indexOf.get(step.node) ?? 0
    for (const input of step.inputs) {
      if (!isOpen(step, input)) continue
      const port = input.name
      await resolveLiterals({ ...step, inputs: [input] }, services).catch((thrown: unknown) => {
        const error = toAppError(thrown)
        const path = ['nodes', index, 'values', port]
        found.push({
          error,
          problem: { code: 'value', message: error.message, path, node: step.node.id, port },
        })
      })
    }
  }
  return found
}

import { z } from 'zod'
import { nameType } from '../nodes/nameType.ts'
import { ProblemData, toProblemData } from '../problems/problem.ts'
import type { Plan } from './plan.ts'

/** What a run will do, as it is returned to the requester. */
export const RunOutline = z.object({
  /** The nodes that will run, each after its sources. `last`: nothing in this run uses its outputs. */
  nodes: z.array(z.object({ node: z.string(), title: z.string(), last: z.boolean() })),
  /** The notices; a node that is left out has a notice with the code `left-out`. */
  notices: z.array(ProblemData),
})
export type RunOutline = z.infer<typeof RunOutline>

/** Of a run of which nothing is known. */
export const emptyOutline: RunOutline = { nodes: [], notices: [] }

export const outlineOf = ({ steps, notices }: Plan): RunOutline => ({
  nodes: steps.map(({ node, type, feeds }) => ({
    node: node.id,
    title: node.title ?? nameType(type),
    last: feeds.length === 0,
  })),
  notices: notices.map(toProblemData),
})

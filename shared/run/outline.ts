import { z } from 'zod'
import { ProblemData, toProblemData } from '../problems/problem.ts'
import type { Plan } from './plan.ts'

/** What a run will do, as it is told to whoever asked for it. */
export const RunOutline = z.object({
  /** The nodes that will run, each behind those that feed it. `last`: nothing in this run uses what it makes. */
  nodes: z.array(z.object({ node: z.string(), title: z.string(), last: z.boolean() })),
  /** What is worth telling; a node that is left out has a notice of the code `left-out`. */
  notices: z.array(ProblemData),
})
export type RunOutline = z.infer<typeof RunOutline>

/** Of a run of which nothing is known. */
export const emptyOutline: RunOutline = { nodes: [], notices: [] }

export const outlineOf = ({ steps, notices }: Plan): RunOutline => ({
  nodes: steps.map(({ node, type, feeds }) => ({
    node: node.id,
    title: node.title ?? type.title,
    last: feeds.length === 0,
  })),
  notices: notices.map(toProblemData),
})

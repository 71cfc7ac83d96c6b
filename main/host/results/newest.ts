import type { Input, Output } from '#shared/api/contract.ts'
import { gapsOf } from '#shared/run/gap.ts'
import { tookOf } from './readResults.ts'
import { createStories } from './results.ts'
import type { VersionsOptions } from './versions.ts'

/** The newest result of each of these nodes, if a node of that id and type has made one. */
export function listNewest(
  { workflow, name, nodes }: Input<'result.newest'>,
  options: VersionsOptions,
): Output<'result.newest'> {
  const detailsOf = createStories(options)
  const found = options.versions.newest(
    { workflow, name },
    Object.keys(nodes),
    // Another node may have had its id in another workflow of that name.
    ({ run, node }) => detailsOf(run).titles.get(node)?.type === nodes[node],
  )
  return found.map(({ run, node, step }) => {
    const { finishedAt, outputs, reused, fanned, gaps, got, cost } = step
    const job = detailsOf(run).jobs.find(({ facts }) => facts.node === node)
    const took = reused ? null : tookOf(step, job)
    return {
      node,
      run,
      startedAt: took === null ? null : finishedAt - took,
      finishedAt,
      outputs,
      reused,
      ...(fanned !== undefined && { fanned }),
      ...gapsOf({ ...(gaps !== undefined && { gaps: [...gaps] }), got }),
      cost,
    }
  })
}

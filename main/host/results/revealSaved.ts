import { stat } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import type { Input } from '#shared/api/contract.ts'
import { AppError } from '#shared/errors.ts'
import { savedPaths } from '#shared/run/savedPaths.ts'
import type { Runs } from '../../library/runs.ts'

/**
 * Shows a saved file in its folder. A caller names the node of a run, and never a path: the path is the one that this
 * library has recorded when it wrote the file. Rejects as `result.reveal` does.
 */
export async function revealSaved(
  { run, node, index }: Input<'result.reveal'>,
  runs: Pick<Runs, 'steps' | 'source'>,
  reveal: ((path: string) => void) | undefined,
): Promise<void> {
  if (reveal === undefined)
    throw new AppError('input.invalid', 'This host has no screen on which it could show a folder.')
  const steps = runs.steps(run)
  const step = Object.hasOwn(steps, node) ? steps[node] : undefined
  const path = step !== undefined && 'outputs' in step ? savedPaths(step.outputs)[index] : undefined
  if (path === undefined || !isInside(path, runs.source(run)?.request.out ?? ''))
    throw new AppError('input.invalid', 'This node has saved no such file.')
  await stat(path).catch((cause: unknown) => {
    throw new AppError('file.unreadable', `${path} is not there any more.`, { cause })
  })
  reveal(path)
}

/** Whether a file is in a run's own folder. An imported run has none, and its outputs were in a file of somebody else. */
function isInside(path: string, folder: string): boolean {
  if (!isAbsolute(path) || !isAbsolute(folder)) return false
  const way = relative(folder, path)
  return way !== '' && !way.startsWith('..') && !isAbsolute(way)
}

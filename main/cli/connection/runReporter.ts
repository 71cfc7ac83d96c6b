import { AppError } from '#shared/errors.ts'
import type { RunOutline } from '#shared/run/outline.ts'
import type { RunEnd, RunEvent } from '#shared/run/run.ts'
import type { Media, Values } from '#shared/ports/value.ts'
import type { Console } from '../console/console.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { exitCodeOfRun } from '../console/exitCode.ts'
import { createProgress } from './progress.ts'
import type { FailedItem } from '../console/printErrors.ts'
import { printErrors } from '../console/printErrors.ts'
import { eventWithPaths, mediaIn } from './withPaths.ts'

/** Prints a run from its events: the same wherever it runs. */
export interface RunReporter {
  onEvent(event: RunEvent): void
  /** At its end: prints the pictures, errors, and what continues at the engine. Returns how it ended. */
  end(run: string): { readonly state: RunEnd | null; readonly worst: ExitCode }
}

export interface RunReporterOptions {
  readonly plan: RunOutline
  readonly console: Console
  /** The lines for standard output: each event as a line of JSON, or at the end the paths of the pictures. */
  readonly show: 'events' | 'pictures' | 'nothing'
  /** The path of an asset's file. */
  readonly pathOf: (media: Media) => string
}

export function createRunReporter({ plan, console, show, pathOf }: RunReporterOptions): RunReporter {
  const progress = createProgress(plan, console)
  /** By request: the node of a job that could no longer be cancelled. */
  const activeSteps = new Map<string, string>()
  const errors: Record<string, AppError> = {}
  const items = new Map<string, readonly FailedItem[]>()
  const notes = new Set<string>()
  let state: RunEnd | null = null
  let outputs: Readonly<Record<string, Values>> = {}
  return {
    onEvent(event) {
      if (event.type === 'run.started') {
        for (const node of Object.keys(errors)) delete errors[node]
        items.clear()
      }
      if (event.type === 'step.progress' && event.status === 'not_cancellable')
        activeSteps.set(event.requestId ?? '', event.node)
      if (event.type === 'step.failed') {
        const { code, message, data = {} } = event.error
        errors[event.node] = new AppError(code, message, { data })
        items.set(event.node, event.items ?? [])
      }
      if (event.type === 'step.done' || event.type === 'step.failed')
        for (const note of event.notes ?? []) notes.add(note)
      if (event.type === 'run.finished') ({ state, outputs } = event)
      if (show === 'events') console.print(JSON.stringify(eventWithPaths(event, pathOf)))
      progress(event)
    },
    end(run) {
      if (show === 'pictures') for (const path of picturesOf(plan, outputs, pathOf)) console.print(path)
      for (const note of notes) console.info(note)
      printErrors(plan, errors, console, items)
      for (const [requestId, node] of activeSteps)
        console.info(
          `The job of node ${node} has already started, so it continues at the engine (request ${requestId}). To get its result: patchbay resume ${run}`,
        )
      if (state === 'partial') console.info(`To run again what failed: patchbay retry ${run}`)
      // One of several items may be unknown although another error is that of its node.
      const failed = [...items.values()].flatMap((all) => all.map(({ error }) => error.code))
      const codes = [...Object.values(errors).map(({ code }) => code), ...failed]
      return { state, worst: exitCodeOfRun(state, codes) }
    },
  }
}

/** The saved pictures; if none were saved, those of the last nodes, with their paths in the library. */
function picturesOf(
  plan: RunOutline,
  outputs: Readonly<Record<string, Values>>,
  pathOf: (media: Media) => string,
): ReadonlySet<string> {
  const made = plan.nodes.map(({ node, last }) => ({ last, media: mediaIn(outputs[node] ?? {}) }))
  const saved = made.flatMap(({ media }) => media.flatMap(({ path }) => path ?? []))
  const last = made.filter((each) => each.last).flatMap(({ media }) => media.map((each) => pathOf(each)))
  return new Set(saved.length > 0 ? saved : last)
}

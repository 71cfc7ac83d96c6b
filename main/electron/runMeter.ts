import type { HostEvent } from '#shared/api/contract.ts'

/** An event that is worth notifying a user who looks elsewhere. */
export interface Notice {
  readonly run: string
  readonly title: string
  readonly body: string
}

/** Follows all runs for the dock and notifications. */
export interface RunMeter {
  /** Processes an event; returns a notification if it is worth one. */
  onEvent(event: HostEvent): readonly Notice[]
  /** From 0 to 1, over all active runs; null if there is none. */
  progress(): number | null
}

interface RunProgress {
  readonly name: string
  readonly nodes: number
  readonly ended: Set<string>
}

export function createRunMeter(): RunMeter {
  const active = new Map<string, RunProgress>()

  function onRunEvent(
    run: string,
    event: Extract<HostEvent, { type: 'run.events' }>['events'][number],
  ): Notice[] {
    const progress = active.get(run)
    const name = progress === undefined || progress.name === '' ? 'A workflow' : progress.name
    switch (event.type) {
      case 'run.started':
        active.set(run, { name: event.workflow, nodes: event.nodes.length, ended: new Set() })
        return []
      case 'step.done':
      case 'step.failed':
      case 'step.skipped':
        progress?.ended.add(event.node)
        return []
      case 'step.asked':
        return [{ run, title: `${name} needs you`, body: event.words }]
      case 'run.finished':
        active.delete(run)
        return event.state === 'cancelled' ? [] : [{ run, ...endings[event.state](name) }]
      default:
        return []
    }
  }

  return {
    onEvent(event) {
      if (event.type === 'run.events') return event.events.flatMap((one) => onRunEvent(event.run, one))
      if (event.type !== 'runs.changed') return []
      // An interrupted run emits nothing more.
      const live = new Set(event.runs.filter(({ state }) => state === 'running').map(({ id }) => id))
      const rows = new Set(event.runs.map(({ id }) => id))
      for (const run of active.keys()) if (rows.has(run) && !live.has(run)) active.delete(run)
      return []
    },
    progress() {
      if (active.size === 0) return null
      let [ended, nodes] = [0, 0]
      for (const run of active.values()) {
        ended += run.ended.size
        nodes += run.nodes
      }
      return nodes === 0 ? 0 : Math.min(1, ended / nodes)
    },
  }
}

const endings = {
  done: (name: string) => ({ title: `${name} is done`, body: 'Its pictures are in the results.' }),
  partial: (name: string) => ({
    title: `${name} is done in part`,
    body: 'The failed card says why. The other results are saved.',
  }),
  failed: (name: string) => ({
    title: `${name} has failed in part`,
    body: 'The failed card says why. Finished results are saved.',
  }),
} as const

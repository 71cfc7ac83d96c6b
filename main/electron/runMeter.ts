import type { HostEvent } from '#shared/api/contract.ts'

/** What is worth telling somebody who looks elsewhere. */
export interface Notice {
  readonly run: string
  readonly title: string
  readonly body: string
}

/** Follows all runs, as far as the dock and notifications are about them. */
export interface RunMeter {
  /** Takes an event in; answers with what it is worth telling. */
  onEvent(event: HostEvent): readonly Notice[]
  /** From 0 to 1, over all runs that go on; null while none does. */
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
      // A run that was interrupted says nothing any more.
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
  failed: (name: string) => ({
    title: `${name} has failed in part`,
    body: 'The card that failed says why. What was made is kept.',
  }),
} as const

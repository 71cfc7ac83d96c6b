import type { HostEvent } from '#shared/api/contract.ts'
import type { ShellCommand } from '#shared/api/records.ts'

/** The events that wait for a page. */
export interface PageEvents {
  /** The page has sent its commands: it listens. */
  opened(commands: readonly ShellCommand[]): void
  /** It is gone. Events wait for the next one. */
  gone(): void
  notify(event: HostEvent): void
}

/** Queues events for the page until there is one that listens. */
export function createPageEvents(
  send: (event: HostEvent) => void,
  onCommands: (commands: readonly ShellCommand[]) => void,
): PageEvents {
  let listens = false
  let waiting: HostEvent[] = []
  return {
    opened(commands) {
      onCommands(commands)
      listens = true
      for (const event of waiting.splice(0)) send(event)
    },
    gone() {
      listens = false
    },
    notify(event) {
      if (listens) send(event)
      else waiting = [...waiting, event]
    },
  }
}

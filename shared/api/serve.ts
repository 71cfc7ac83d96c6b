import { requests } from './contract.ts'
import type { HandlersOf } from './table.ts'
import { serveTable } from './table.ts'

/** What the host does for each request of the editor. */
export type Handlers = HandlersOf<typeof requests>

/** One request of the editor's contract from outside; see `serveTable`. */
export const serve = (handlers: Handlers, name: string, input: unknown): Promise<unknown> =>
  serveTable(requests, handlers, name, input)

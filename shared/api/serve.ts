import { requests } from './contract.ts'
import type { HandlersOf } from './table.ts'
import { serveTable } from './table.ts'

/** The host's handler for each request of the editor. */
export type Handlers = HandlersOf<typeof requests>

/** Serves one external request of the editor's contract; see `serveTable`. */
export const serve = (handlers: Handlers, name: string, input: unknown): Promise<unknown> =>
  serveTable(requests, handlers, name, input)

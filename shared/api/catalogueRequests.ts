import { z } from 'zod'
import { Endpoint } from '../catalogue/endpoint.ts'
import { EngineId } from '../catalogue/engineId.ts'
import { Sha256, ValueKind } from '../ports/value.ts'
import { request } from './request.ts'

/** Which ports a list shows of a node type: each type of port once. */
const ShownPorts = z.array(z.object({ kind: z.enum([...ValueKind.options, 'any']), list: z.boolean() }))

/** What a search shows of a node type. `takes` and `gives` are what is connected by cable. */
export const FoundType = z.object({
  type: z.string(),
  title: z.string(),
  model: z.string().optional(),
  category: z.string(),
  help: z.string(),
  where: z.enum(['local', 'remote']),
  takes: ShownPorts,
  gives: ShownPorts,
})
export type FoundType = z.infer<typeof FoundType>

/** The end of a cable that a node type is searched for. `side` is the side of the ports that it may be connected to. */
export const LooseType = z.object({
  kind: z.enum([...ValueKind.options, 'any']),
  list: z.boolean(),
  side: z.enum(['input', 'output']),
})
export type LooseType = z.infer<typeof LooseType>

/** How many node types one request may name. */
export const MAX_TYPES = 50

/** The node types of the host, which a page finds and makes by these requests. */
export const catalogueRequests = {
  /**
   * The node types that match, the best first, from `offset` on. Without a query all of them, the models first; of one
   * engine, of one category, or that a loose cable can be connected to. `total` is their number. `explanation` is a line for a query that names a
   * node of ComfyUI.
   */
  'catalogue.search': request(
    z.object({
      query: z.string().max(500),
      engine: z.string().max(40).nullable().default(null),
      category: z.string().max(300).nullable().default(null),
      fits: LooseType.nullable().default(null),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(200),
    }),
    z.object({
      version: z.string(),
      types: z.array(FoundType),
      total: z.int(),
      explanation: z.string().nullable(),
    }),
  ),
  /**
   * The endpoints of these node types, of which the page makes the same node types as the host. Local and unknown ones
   * are left out.
   */
  'catalogue.get': request(
    z.object({ types: z.array(z.string().max(300)).max(MAX_TYPES) }),
    z.object({
      version: z.string(),
      endpoints: z.array(z.object({ sha256: Sha256, endpoint: Endpoint })),
    }),
  ),
  /**
   * Fetches the catalogue of an engine, at no cost, and replaces what is stored of it. Rejects with `input.invalid` for
   * an engine without a catalogue, and with `engine.*`.
   */
  'catalogue.refresh': request(
    z.object({ engine: EngineId }),
    z.object({ stored: z.int(), leftOut: z.int() }),
  ),
} as const

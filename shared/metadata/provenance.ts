import { z } from 'zod'
import { JsonValue } from '../ports/jsonValue.ts'
import { EngineId } from '../catalogue/engineId.ts'
import { Mode, withMode } from '../catalogue/mode.ts'
import { Sha256 } from '../ports/value.ts'

/** A remote job in the provenance of a picture. Times are wall-clock milliseconds since 1970. */
export const ProvenanceJob = z.looseObject({
  node: z.string(),
  title: z.string(),
  /** The engine of the endpoint; absent in pictures of earlier versions, which had only RunComfy. */
  engine: EngineId.optional(),
  /** The model id of the endpoint. */
  endpoint: z.string(),
  /** The seed that was sent; null if the endpoint has none. */
  seed: JsonValue,
  /** More than one if the node ran over a list. */
  requests: z.array(z.looseObject({ requestId: z.string(), at: z.number() })),
})
export type ProvenanceJob = z.infer<typeof ProvenanceJob>

const Fields = z.looseObject({
  lineage: z.literal(1),
  workflow: z.string(),
  mode: Mode,
  /** The engines of its jobs in one text, or `practice`: what earlier versions read. */
  engine: z.string().optional(),
  run: z.string(),
  startedAt: z.number(),
  savedAt: z.number(),
  /** The node that saved it. */
  node: z.string(),
  /** Of the picture before it was saved in this format. */
  sha256: Sha256,
  /** In the order of the workflow. */
  jobs: z.array(ProvenanceJob),
})
/** The provenance of a picture, embedded in the picture itself beside its workflow. */
export const Provenance = z.preprocess(withMode, Fields)
export type Provenance = z.infer<typeof Provenance>

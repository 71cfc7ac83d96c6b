import { z } from 'zod'
import type { Json } from '../ports/value.ts'
import { EngineId } from './engineId.ts'

/** The kinds of an endpoint's results, by the names of their ports. */
export const OutputName = z.enum([
  'image',
  'images',
  'video',
  'videos',
  'audio',
  'audios',
  'model',
  'models',
  'file',
  'files',
  'text',
  'texts',
  'number',
  'boolean',
  'json',
])
export type OutputName = z.infer<typeof OutputName>

/** Whatever comes from outside is checked to be JSON before (`readEndpoint`): not once more, which takes much longer. */
const Schema = z
  .custom<Record<string, Json>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'must be an object',
  )
  .meta({ type: 'object' })

/**
 * A remote endpoint as data: one JSON file under `nodes/endpoints/<engine>`, or one entry of the engine's catalogue. `input` is
 * the schema as the endpoint publishes it, including its oddities; `readInputs` makes ports of it.
 */
export const Endpoint = z.strictObject({
  /** The engine that runs it, which is also in the type of its node. */
  engine: EngineId,
  /** Slash-separated, as in the path of a submit. No part begins with a dot, so that none addresses another call. */
  modelId: z.string().regex(/^(?!\.)[A-Za-z0-9._-]+(\/(?!\.)[A-Za-z0-9._-]+){0,7}$/),
  /** The name of the model. */
  title: z.string().min(1),
  category: z.string().min(1),
  /** What it does, where its category does not say it: the title of its node. */
  task: z.string().min(1).optional(),
  keywords: z.array(z.string()).optional(),
  help: z.string().optional(),
  /** Raised when the endpoint's own behaviour changes, so that old results are no longer reused. */
  version: z.int().positive().optional(),
  input: Schema,
  /** Inputs that fold away behind "more". */
  advanced: z.array(z.string()).optional(),
  /** The ports that its results have. */
  outputs: z.array(OutputName).min(1),
})
export type Endpoint = z.infer<typeof Endpoint>

/** An endpoint as a host knows it. */
export interface PublishedEndpoint {
  /** Identifies this version of the endpoint and its schema: the digest of its JSON, computed by the host. */
  readonly sha256: string
  readonly endpoint: Endpoint
}

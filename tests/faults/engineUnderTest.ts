import type { EngineDefinition } from '#main/engines/engine.ts'
import fal from '#main/engines/fal/engine.ts'
import runcomfy from '#main/engines/runcomfy/engine.ts'
import type { ApiName } from '#main/practice/apiName.ts'
import { turbo } from '../cli/workflows.ts'
import type { FileNode } from '../cli/workflows.ts'

/** A node of an engine, without its place in a workflow. */
export type EngineNode = Required<Pick<FileNode, 'type' | 'values'>>

/**
 * An engine as this suite describes it. Its name, its key, its address and what it guarantees are declared by the engine
 * itself; the rest is what a test must know to kill a program in one of its calls and to write a workflow for it.
 */
interface EngineRow {
  readonly definition: EngineDefinition
  /** Its words for the states of a request. */
  readonly words: { readonly queue: string; readonly progress: string; readonly failed: string }
  /** The first lines of its calls, as regular expressions; null: it has no such call. */
  readonly calls: {
    readonly submit: string
    readonly status: string
    readonly result: string
    readonly cancel: string
    readonly output: string
    readonly listing: string | null
  }
  /** Its results say which model and which input were requested. */
  readonly describesRequests: boolean
  /** Its answer to a submit with a key that was revoked. */
  readonly revoked: { readonly status: number; readonly body: { readonly [field: string]: string | number } }
  /** Each takes `prompt` and `seed`, `redraw` and `repaint` an `image_url`; each gives `image` and `images`, as PNG. */
  readonly nodes: {
    readonly generate: EngineNode
    readonly redraw: EngineNode
    readonly repaint: EngineNode & { readonly mask: string }
    /** Makes a `video` of an `image_url`; null: the engine has no such model. */
    readonly film: EngineNode | null
  }
}

/** To add an engine, add its row: the practice server, and everything that runs over all engines, follow from it. */
const rows: { readonly [id in ApiName]: EngineRow } = {
  runcomfy: {
    definition: runcomfy,
    words: { queue: 'in_queue', progress: 'in_progress', failed: 'failed' },
    calls: {
      submit: '^POST /v1/models/',
      status: '^GET .*/status',
      result: '^GET .*/result',
      cancel: '^POST .*/cancel',
      output: '^GET /outputs/',
      listing: null,
    },
    describesRequests: true,
    revoked: { status: 401, body: { error_code: 400004, error_message: 'revoked' } },
    nodes: {
      generate: { type: turbo(), values: { image_size: 'square', num_inference_steps: 1 } },
      redraw: { type: turbo('/image-to-image'), values: { num_inference_steps: 1 } },
      repaint: { type: turbo('/inpainting'), values: { num_inference_steps: 1 }, mask: 'mask_image_url' },
      film: null,
    },
  },
  fal: {
    definition: fal,
    words: { queue: 'IN_QUEUE', progress: 'IN_PROGRESS', failed: 'FAILED' },
    calls: {
      submit: '^POST /fal-ai/',
      status: '^GET .*/status',
      result: '^GET /fal-ai/[^/]+/requests/[^/ ]+ ',
      cancel: '^PUT .*/cancel',
      output: '^GET /(outputs|files)/',
      listing: '^GET /v1/models/requests/',
    },
    describesRequests: false,
    revoked: { status: 401, body: { detail: 'No user found for this key.' } },
    nodes: {
      generate: {
        type: 'fal/fal-ai/flux/dev',
        values: { image_size: 'square', num_inference_steps: 1, output_format: 'png' },
      },
      redraw: {
        type: 'fal/fal-ai/flux/dev/image-to-image',
        values: { num_inference_steps: 10, output_format: 'png' },
      },
      repaint: {
        type: 'fal/fal-ai/flux-lora/inpainting',
        values: { num_inference_steps: 1, output_format: 'png' },
        mask: 'mask_url',
      },
      film: { type: 'fal/fal-ai/wan-i2v', values: { resolution: '480p', frames_per_second: 24 } },
    },
  },
}

/** A row, and what follows from the engine's own declaration. */
export interface EngineUnderTest extends EngineRow {
  readonly id: ApiName
  /** The options of a live run on it. */
  readonly args: readonly string[]
  /** The environment variables of its address and its key. */
  readonly address: string
  readonly key: string
  /** It can prove that a submit whose answer was lost had arrived. */
  readonly findsLostSubmits: boolean
  /** It can stop a job that runs. */
  readonly stopsRunningJobs: boolean
  /** The first: what does not depend on whose API it is runs on it alone. */
  readonly isFirst: boolean
}

const describeRow = (id: ApiName, place: number): EngineUnderTest => {
  const row = rows[id]
  const { key, address, capabilities } = row.definition
  return {
    ...row,
    id,
    args: ['--engine', id],
    address: address.variable,
    key: key.variables[0],
    findsLostSubmits: capabilities.findsLostSubmits !== 'never',
    stopsRunningJobs: capabilities.stopsRunningJobs !== 'nothing',
    isFirst: place === 0,
  }
}

// The keys of a total table of names.
const ids = Object.keys(rows) as readonly ApiName[]

/** Every engine, the first of them at the front. */
// At least one row.
export const engines = ids.map(describeRow) as [EngineUnderTest, ...EngineUnderTest[]]

export function engineOf(id: ApiName): EngineUnderTest {
  const found = engines.find((engine) => engine.id === id)
  if (found === undefined) throw new Error(`no row for ${id}`)
  return found
}

import { z } from 'zod'
import { JsonValue } from '#shared/ports/jsonValue.ts'
import { checkJson } from '#shared/document/checkJson.ts'
import { countContainers } from '#shared/document/countContainers.ts'
import { CAPS } from '#shared/document/workflow.ts'
import { Removal } from '#shared/api/records.ts'
import { Mode, withMode } from '#shared/catalogue/mode.ts'
import { ErrorData } from '#shared/errors.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import { ItemPath } from '#shared/run/address.ts'
import { Gap, ItemCount } from '#shared/run/gap.ts'
import { RunEnd } from '#shared/run/run.ts'
import { Sha256 } from '#shared/ports/value.ts'

/** Wall-clock milliseconds since 1970. */
const At = z.number().nonnegative()

/** How a node of the run ended. Media among `outputs` are in the archive by their SHA-256. */
const EndedStep = z.object({
  phase: z.enum(['done', 'failed', 'cancelled']),
  finishedAt: At,
  outputs: z.record(z.string(), JsonValue),
  error: ErrorData.optional(),
  /** It ran once per item of a list. Absent in older archives, as is all that follows. */
  fanned: z.boolean().optional(),
  /** The items that failed. */
  items: z.array(z.object({ item: ItemPath, error: ErrorData })).optional(),
  /** How many items it ran over. */
  total: z.int().positive().optional(),
  /** The items that are missing from its outputs. */
  gaps: z.array(Gap).optional(),
  got: ItemCount.optional(),
})
export type EndedStep = z.infer<typeof EndedStep>

/** The maker of a picture: a request to an endpoint, or a node of the type. */
const Maker = z.union([
  z.object({ requestId: z.string().max(300), at: At }),
  z.object({ type: z.string().max(300) }),
  z.object({ name: z.string().max(300) }),
])
export type Maker = z.infer<typeof Maker>

const Fields = z.object({
  format: z.literal('patchbay/run'),
  version: z.literal(1),
  name: z.string().max(200),
  mode: Mode,
  state: RunEnd,
  startedAt: At,
  finishedAt: At,
  steps: z.record(z.string(), EndedStep),
  makers: z.record(Sha256, Maker),
  /** What was removed before sharing, and what could not be included. */
  removed: z.array(Removal),
})
/** `run.json` in an archive: the results of the workflow beside it. Older ones name an engine instead of the mode. */
export const RunFile = z.preprocess(withMode, Fields)
export type RunFile = z.infer<typeof RunFile>

export const WORKFLOW_FILE = 'workflow.patchbay.json'
export const RUN_FILE = 'run.json'
export const PICTURES = 'pictures/'

/** The contents of `run.json`, or why it cannot be read. */
export function parseRunFile(
  bytes: Uint8Array,
): { readonly file: RunFile } | { readonly why: string; readonly cause?: unknown } {
  let json: unknown
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (countContainers(text, CAPS.containers) > CAPS.containers)
      return { why: `${RUN_FILE} has more than ${CAPS.containers} objects and lists` }
    json = JSON.parse(text)
  } catch (cause) {
    return { why: `${RUN_FILE} is not JSON`, cause }
  }
  const file = checkJson(json).problems.count > 0 ? null : parseAs(RunFile, json)
  return file?.success === true ? { file: file.data } : { why: `${RUN_FILE} is not as it should be` }
}

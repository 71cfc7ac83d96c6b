import { decodeText } from '#shared/document/decodeText.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { importComfy } from '#shared/comfyui/importComfy.ts'
import { readComfy } from '#shared/comfyui/readComfy.ts'
import { Provenance } from '#shared/metadata/provenance.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Keyword } from '#shared/picture/embeddedText.ts'
import { canEmbed, readTexts } from '#shared/picture/pictureTexts.ts'
import { zlib } from '../platform/zlib.ts'
import { parseAs } from '#shared/problems/parseAs.ts'

/** A workflow that was found in a picture, or in a ComfyUI file. */
export interface FoundWorkflow {
  readonly from: 'patchbay' | 'comfyui'
  /** Its own name, or the file's. */
  readonly name: string
  /** Unchanged, or converted from ComfyUI's. */
  readonly text: string
  /** The conversion report, line by line; empty for a workflow of ours. */
  readonly notes: readonly string[]
}

/** The embedded data of a picture; both null if there is none that we know. */
export interface FoundInPicture {
  readonly workflow: FoundWorkflow | null
  readonly provenance: Provenance | null
}

/**
 * The embedded data of a PNG, JPEG or WebP. Opening spends and fetches nothing. Throws `picture.broken` or
 * `picture.large` if the container is invalid: see `readTexts`.
 */
export function findInPicture(bytes: Uint8Array, name: string, registry: Registry): FoundInPicture {
  const texts = new Map<Keyword, string>(readTexts(bytes, zlib).map(({ keyword, text }) => [keyword, text]))
  const [workflow = null, prompt = null] = [texts.get('workflow'), texts.get('prompt')]
  const ours = workflow === null ? null : readOurs(workflow)
  const own = workflow !== null && ours !== null
  const found = own
    ? ({ from: 'patchbay', name: ours ?? name, text: workflow, notes: [] } as const)
    : (fromComfy(workflow, prompt, name, registry) ?? fromComfy(prompt, null, name, registry))
  return { workflow: found, provenance: own ? readProvenance(texts.get('patchbay') ?? '') : null }
}

/** The workflow in a picture, or in JSON as ComfyUI saves it; null if there is none. Throws as `findInPicture`. */
export function findWorkflow(bytes: Uint8Array, name: string, registry: Registry): FoundWorkflow | null {
  if (canEmbed(bytes)) return findInPicture(bytes, name, registry).workflow
  const decoded = decodeText(bytes)
  return decoded.ok ? fromComfy(decoded.text, null, name, registry) : null
}

/** Its own name, or undefined; null if it does not declare our format. Its problems are reported when it is read. */
function readOurs(text: string): string | undefined | null {
  const read = readWorkflow(text)
  if (read.ok) return read.workflow.name
  return read.problems.some(({ path: [key] }) => key === 'format') ? null : undefined
}

function fromComfy(
  text: string | null,
  prompt: string | null,
  name: string,
  registry: Registry,
): FoundWorkflow | null {
  const comfy = text === null ? null : readComfy(text, prompt)
  if (comfy === null) return null
  const { workflow, report } = importComfy(comfy, registry, name)
  return { from: 'comfyui', name: workflow.name ?? name, text: writeWorkflow(workflow), notes: report }
}

function readProvenance(text: string): Provenance | null {
  try {
    return parseAs(Provenance, JSON.parse(text)).data ?? null
  } catch {
    // It was modified, so it is not reliable anyway.
    return null
  }
}

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

/** A workflow that was found in a picture, or in a file of ComfyUI's. */
export interface FoundWorkflow {
  readonly from: 'patchbay' | 'comfyui'
  /** As it calls itself, or as the file was called. */
  readonly name: string
  /** To the letter as it stands there, or made of what ComfyUI has. */
  readonly text: string
  /** What became of it, in lines of words; none of what is ours. */
  readonly notes: readonly string[]
}

/** What a picture carries; both null where it is nothing that we know. */
export interface FoundInPicture {
  readonly workflow: FoundWorkflow | null
  readonly lineage: Provenance | null
}

/**
 * What the bytes of a PNG, JPEG or WebP carry. Opening spends and fetches nothing. Throws `picture.broken` or
 * `picture.large` where the container is not sound: see `readTexts`.
 */
export function findInPicture(bytes: Uint8Array, name: string, registry: Registry): FoundInPicture {
  const texts = new Map<Keyword, string>(readTexts(bytes, zlib).map(({ keyword, text }) => [keyword, text]))
  const [workflow = null, prompt = null] = [texts.get('workflow'), texts.get('prompt')]
  const ours = workflow === null ? null : readOurs(workflow)
  const own = workflow !== null && ours !== null
  const found = own
    ? ({ from: 'patchbay', name: ours ?? name, text: workflow, notes: [] } as const)
    : (fromComfy(workflow, prompt, name, registry) ?? fromComfy(prompt, null, name, registry))
  return { workflow: found, lineage: own ? readProvenance(texts.get('patchbay') ?? '') : null }
}

/** The workflow in a picture, or in JSON as ComfyUI saves it; null where there is none. Throws as `findInPicture`. */
export function findWorkflow(bytes: Uint8Array, name: string, registry: Registry): FoundWorkflow | null {
  if (canEmbed(bytes)) return findInPicture(bytes, name, registry).workflow
  const decoded = decodeText(bytes)
  return decoded.ok ? fromComfy(decoded.text, null, name, registry) : null
}

/** What it calls itself, or undefined; null where it does not say that it is ours. What is wrong with it is told when it is read. */
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
    // Somebody has changed it: what it says is not for sure anyway.
    return null
  }
}

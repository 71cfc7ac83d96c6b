import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import { toBase64 } from '../../base/base64.ts'

/** A workflow that was found in a picture, or made of a file of ComfyUI's. */
export interface FoundWorkflow {
  readonly kind: 'workflow'
  readonly name: string
  readonly text: string
  /** What became of it, in lines of words; none of what is ours. */
  readonly notes: readonly string[]
}

/** What is done with the bytes of a picture before it is laid on the canvas. */
export type PictureVerdict = { readonly kind: 'picture' } | FoundWorkflow

/**
 * The workflow that a picture carries opens in its place. `name` is what it is called where it has no name of its own.
 * Rejects as the host does.
 */
export async function classifyPicture(
  editor: Editor,
  name: string,
  bytes: Uint8Array,
): Promise<PictureVerdict> {
  return (await containsWorkflow(bytes))
    ? ((await importFromHost(editor, name, bytes)) ?? { kind: 'picture' })
    : { kind: 'picture' }
}

/** What a file becomes that is no workflow of ours: one of ComfyUI's has nodes that are known here. */
export async function importFromHost(
  editor: Editor,
  name: string,
  bytes: Uint8Array,
): Promise<FoundWorkflow | null> {
  const found = await host(editor).request('handover.fromPicture', {
    name,
    base64: toBase64(bytes),
    asset: null,
  })
  return found && { kind: 'workflow', name: found.name, text: found.text, notes: found.notes }
}

/** By the keywords alone: a page has nothing that unpacks, and most pictures need not go to the host for this. */
async function containsWorkflow(bytes: Uint8Array): Promise<boolean> {
  // Not before somebody drops a picture.
  const { readTexts } = await import('#shared/picture/pictureTexts.ts')
  try {
    const texts = readTexts(bytes, { inflate: () => new Uint8Array() })
    return texts.some(({ keyword }) => keyword === 'workflow' || keyword === 'prompt')
  } catch {
    // Damaged: the library says so when it is given the picture, in words that name it.
    return false
  }
}

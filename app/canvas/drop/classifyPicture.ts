import type { Editor } from '../../base/editor.ts'
import { host, uploadFile } from '../../base/host.ts'

/** A workflow that was found in a picture, or converted from a ComfyUI file. */
export interface FoundWorkflow {
  readonly kind: 'workflow'
  readonly name: string
  readonly text: string
  /** The conversion report, line by line; empty for a workflow of ours. */
  readonly notes: readonly string[]
}

/** Decides what happens to the bytes of a picture before it is placed on the canvas. */
export type PictureVerdict = { readonly kind: 'picture' } | FoundWorkflow

/**
 * The workflow that is embedded in a picture opens in place of the picture. `name` is used if it has no name of its
 * own. Rejects as the host does.
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

/** Converts a file that is no workflow of ours: one of ComfyUI's has nodes that are known here. */
export async function importFromHost(
  editor: Editor,
  name: string,
  bytes: Uint8Array,
): Promise<FoundWorkflow | null> {
  const found = await host(editor).request('handover.fromPicture', {
    name,
    upload: await uploadFile(editor, new Blob([Uint8Array.from(bytes)])),
    asset: null,
  })
  return found && { kind: 'workflow', name: found.name, text: found.text, notes: found.notes }
}

/**
 * Looks only for the keywords: a page cannot inflate the texts, and most pictures need not be sent to the host for
 * this.
 */
async function containsWorkflow(bytes: Uint8Array): Promise<boolean> {
  // Loaded only when a picture is dropped.
  const { readTexts } = await import('#shared/picture/pictureTexts.ts')
  try {
    const texts = readTexts(bytes, { inflate: () => new Uint8Array() })
    return texts.some(({ keyword }) => keyword === 'workflow' || keyword === 'prompt')
  } catch {
    // Damaged: the library reports that when it gets the picture, in a message that names it.
    return false
  }
}

import { toAppError } from '#shared/errors.ts'
import { endings, sniffFormat } from '#shared/media/formats.ts'
import { isPicture, kindOfFormat, kindOfMime } from '#shared/media/kinds.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Editor } from '../../base/editor.ts'
import { openText } from '../../state/workflows/file.ts'
import { openPacked } from '../../state/workflows/bundle.ts'
import { host, uploadFile } from '../../base/host.ts'
import { notifyError, notify } from '../../base/notify.ts'
import { activeTab, openEmpty } from '../../state/tabs.ts'
import { newId } from '../../base/ids.ts'
import { middleOfView } from '../../graph/reactFlow.ts'
import { CARD } from '../../graph/layout/metrics.ts'
import type { Point } from '../../base/geometry.ts'
import type { Dropped } from './readDrag.ts'
import { HEAD_BYTES, classifyFile } from './classifyFile.ts'
import type { FoundWorkflow } from './classifyPicture.ts'
import { importFromHost, classifyPicture } from './classifyPicture.ts'
import { pasteTarget } from './pasteTarget.ts'
import type { SavedMedia } from './placeMedia.ts'
import { loaderAt, placeMedia, replaceMedia } from './placeMedia.ts'

/** Where files were dropped: a position in flow coordinates, and the node there that takes a picture. */
export interface DropTarget {
  readonly at: Point
  readonly node: string | null
  /** Whether a picture with an embedded workflow should be used as a picture anyway. */
  readonly asPictures?: boolean
}

/**
 * Opens workflows in tabs of their own, and places pictures where they were dropped as one undo step. Files that
 * cannot be used are reported by name, together, and change nothing.
 */
export async function openFiles(
  editor: Editor,
  { files, folders }: Dropped,
  target: DropTarget,
): Promise<void> {
  const tab = activeTab(editor)?.id ?? null
  const use = howUsed(editor, target)
  const dropped = await Promise.all(files.map((file) => readDropped(editor, file, use)))
  const media = dropped.flatMap((one) => (one?.kind === 'media' ? [one.saved] : []))
  if (media.length > 0) addMedia(editor, media, tab, target)
  for (const one of dropped) if (one?.kind === 'workflow') await openFound(editor, one)
  const refused = dropped.flatMap((one) => (one?.kind === 'refused' ? [one.why] : []))
  const all = [...folders.map((name) => `${name} is a folder. Open the files in it instead.`), ...refused]
  if (all.length > 0) notifyError(editor, refusedText(all), { stays: REFUSAL_STAYS })
}

/** How long the reasons are shown, in milliseconds: long enough to read several. */
const REFUSAL_STAYS = 30_000

/** More reasons than these do not fit into a toast. */
const SHOWN_REASONS = 4

/** Why files of one drop cannot be used. */
export function refusedText(reasons: readonly string[]): string {
  const [only] = reasons
  if (reasons.length === 1 && only !== undefined) return only
  const more = reasons.length - SHOWN_REASONS
  return [
    `${reasons.length} of the files cannot be used:`,
    ...reasons.slice(0, SHOWN_REASONS).map((why) => `• ${why}`),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ].join('\n')
}

/** As what a dropped file is used: as what it contains, as a medium, or as a file whatever it is. */
type Use = 'contents' | 'medium' | 'file'

function howUsed(editor: Editor, { node, asPictures = false }: DropTarget): Use {
  if (node !== null && loaderAt(editor, node)?.kind === 'file') return 'file'
  // A picture that is dropped on a node goes into it, whatever it has embedded.
  return asPictures || node !== null ? 'medium' : 'contents'
}

/** Further reports do not fit into a toast; `patchbay inspect` prints them all. */
const SHOWN_NOTES = 3

async function openFound(
  editor: Editor,
  { name, text, notes, foundIn }: DroppedFile & { readonly kind: 'workflow' },
): Promise<void> {
  await openText(editor, name, text)
  if (notes.length > 0) notify(editor, notes.slice(0, SHOWN_NOTES).join(' '), { stays: 20_000 })
  else if (foundIn !== null)
    notify(editor, `This is the workflow that ${foundIn} carries. Hold Alt to drop the picture itself.`, {
      stays: 8000,
    })
}

function addMedia(
  editor: Editor,
  media: readonly SavedMedia[],
  tab: string | null,
  { at, node }: DropTarget,
): void {
  if (activeTab(editor)?.id !== tab)
    return notifyError(editor, 'Nothing was added: you switched to another workflow.')
  if (activeTab(editor) === null) openEmpty(editor, `draft-${newId()}`)
  if (activeTab(editor)?.readOnly === true)
    return notifyError(editor, 'Nothing was added: this workflow is read-only.')
  const [only] = media
  if (node !== null && only !== undefined && media.length === 1) replaceMedia(editor, node, only)
  else placeMedia(editor, media, { x: at.x - CARD.width / 2, y: at.y - CARD.title / 2 })
}

type DroppedFile =
  /** `carriedBy` is the name of the picture that contained it. */
  | (FoundWorkflow & { readonly foundIn: string | null })
  | { readonly kind: 'media'; readonly saved: SavedMedia }
  | { readonly kind: 'refused'; readonly why: string }

/** Null if it is open already. */
async function readDropped(editor: Editor, file: File, use: Use): Promise<DroppedFile | null> {
  const { name, size } = file
  try {
    if (use === 'file') return await keep(editor, file, { as: 'file' })
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
    const verdict = classifyFile({ name, size, head })
    if (verdict.kind === 'refused') return verdict
    if (verdict.kind === 'archive') {
      await openPacked(editor, file)
      return null
    }
    const format = sniffFormat(head)
    // Only pictures can carry a workflow: a film need not be read here.
    const isBare =
      verdict.kind === 'picture' && (use === 'medium' || format === null || !isPicture(kindOfFormat(format)))
    const bytes = isBare ? new Uint8Array() : new Uint8Array(await file.arrayBuffer())
    if (verdict.kind === 'workflow')
      return { ...(await readWorkflowFile(editor, name, bytes)), foundIn: null }
    const inside = isBare
      ? { kind: 'picture' as const }
      : await classifyPicture(editor, nameOfFile(name), bytes)
    if (inside.kind === 'workflow') return { ...inside, foundIn: name }
    return await keep(editor, file)
  } catch (thrown) {
    const { code, message } = toAppError(thrown)
    const words = message.includes(name) ? message : `${name} cannot be read: ${message}`
    const why = code === 'picture.broken' ? `${words} A Load file node takes any file.` : words
    return { kind: 'refused', why }
  }
}

async function keep(editor: Editor, file: File, how: { readonly as?: 'file' } = {}): Promise<DroppedFile> {
  const { name } = file
  const upload = await uploadFile(editor, file)
  const media = await host(editor).request('asset.keep', { name, upload, ...how })
  return { kind: 'media', saved: { media, name } }
}

/** A workflow of ours opens as it is, with all its problems; anything else may be one of ComfyUI's. */
async function readWorkflowFile(editor: Editor, file: string, bytes: Uint8Array): Promise<FoundWorkflow> {
  const name = nameOfFile(file)
  const own = { kind: 'workflow', name, text: new TextDecoder().decode(bytes), notes: [] } as const
  const read = readWorkflow(bytes)
  const foreign = !read.ok && read.problems.some(({ path: [key] }) => key === 'format')
  return foreign ? ((await importFromHost(editor, name, bytes)) ?? own) : own
}

/** A file's name without its extension: the name of its workflow. */
export const nameOfFile = (file: string): string =>
  file.replace(/(\.patchbay)?\.(json|png|jpe?g|webp)$/i, '') || file

/** Opens a file dialog and treats the files as if they were dropped into the middle of the view. */
export function pickFiles(editor: Editor): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = ['.json', '.zip', ...endings.map((ending) => `.${ending}`)].join(',')
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])]
    void openFiles(editor, { files, folders: [] }, { at: middleOfView(editor), node: null })
  })
  input.click()
}

/** Uses the media of a paste, one for the selected card that loads one. Returns whether there were any. */
export function pasteMedia(editor: Editor, files: readonly File[], at: Point): boolean {
  const media = files.filter(({ type }) => kindOfMime(type) !== null)
  if (media.length === 0) return false
  const tab = activeTab(editor)
  const node = tab === null ? null : pasteTarget(tab.workflow, tab.selected, media.length)
  void openFiles(editor, { files: media, folders: [] }, { at, node })
  return true
}

import type { Settings } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { definePart } from '../base/editor.ts'
import { host } from '../base/host.ts'
import { notifyFailure } from '../base/notify.ts'
import { show } from './view.ts'

const changes = definePart(() => ({ underWay: Promise.resolve<unknown>(undefined) }))

/** Changes settings on the host and uses its answer. Rejects as the host does. */
export function requestSettings(editor: Editor, change: Partial<Settings>): Promise<void> {
  const changed = host(editor)
    .request('settings.change', change)
    .then((settings) => show(editor, { settings }))
  const all = editor.get(changes)
  all.underWay = Promise.allSettled([all.underWay, changed])
  return changed
}

/** Changes settings and reports a failure. */
export function changeSettings(editor: Editor, change: Partial<Settings>): void {
  requestSettings(editor, change).catch((thrown) => notifyFailure(editor, thrown))
}

/** Resolves when every change so far was answered: a paid run must not begin with outdated settings. */
export const settingsSaved = (editor: Editor): Promise<unknown> => editor.get(changes).underWay

import type { Editor } from '../base/editor.ts'
import { show, viewStore } from './view.ts'

const SEEN = 'patchbay.firstSteps'

/** Whether the first steps are still to be shown: at a first start, until they were closed. */
export const wantsFirstSteps = (firstStart: boolean): boolean =>
  firstStart && localStorage.getItem(SEEN) === null

const forgetFirstSteps = (): void => localStorage.setItem(SEEN, 'closed')

/** They are followed, or not wanted. */
export function closeFirstSteps(editor: Editor): void {
  if (!editor.get(viewStore).getState().firstSteps) return
  forgetFirstSteps()
  show(editor, { firstSteps: false })
}

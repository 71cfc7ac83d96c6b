import type { Editor } from '../base/editor.ts'
import { show, viewStore } from './view.ts'

const SEEN = 'patchbay.firstSteps'

/** Whether the first steps are still shown: at the first start, until they are closed. */
export const wantsFirstSteps = (firstStart: boolean): boolean =>
  firstStart && localStorage.getItem(SEEN) === null

const forgetFirstSteps = (): void => localStorage.setItem(SEEN, 'closed')

/** The steps were followed or dismissed. */
export function closeFirstSteps(editor: Editor): void {
  if (!editor.get(viewStore).getState().firstSteps) return
  forgetFirstSteps()
  show(editor, { firstSteps: false })
}

import { show, viewStore } from './view.ts'

const SEEN = 'patchbay.firstSteps'

/** Whether the first steps are still to be shown: at a first start, until they were closed. */
export const wantsFirstSteps = (firstStart: boolean): boolean =>
  firstStart && localStorage.getItem(SEEN) === null

const forgetFirstSteps = (): void => localStorage.setItem(SEEN, 'closed')

/** They are followed, or not wanted. */
export function closeFirstSteps(): void {
  if (!viewStore.getState().firstSteps) return
  forgetFirstSteps()
  show({ firstSteps: false })
}

const SEEN = 'patchbay.firstSteps'

/** Whether the first steps are still to be shown: at a first start, until they were closed. */
export const wantsFirstSteps = (firstStart: boolean): boolean =>
  firstStart && localStorage.getItem(SEEN) === null

export const forgetFirstSteps = (): void => localStorage.setItem(SEEN, 'closed')

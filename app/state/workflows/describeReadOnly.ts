/** Why a workflow of a newer version can only be looked at. */
export const readOnlyText = (name: string): string =>
  `${name} was made by a newer version of Patchbay. It can be looked at here, not changed, run or saved.`

/** Why there is no copy of it to be had from the canvas. */
export const noCopyText = (name: string): string =>
  `${name} cannot be saved as a copy: it was made by a newer version, and what this one does not understand would be lost. Duplicate it in the workflows panel instead, which copies its file as it is.`

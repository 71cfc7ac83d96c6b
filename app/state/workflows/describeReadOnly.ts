/** Why a workflow of a newer version is read-only. */
export const readOnlyText = (name: string): string =>
  `${name} was made by a newer version of Patchbay. It is read-only here: it cannot be changed, run or saved.`

/** Why the canvas cannot be saved as a copy. */
export const noCopyText = (name: string): string =>
  `${name} cannot be saved as a copy: it was made by a newer version, and what this one does not understand would be lost. Duplicate it in the workflows panel instead, which copies its file as it is.`

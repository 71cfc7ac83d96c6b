/** How many errors are shown at once. */
const MAX_ERRORS = 3

/** The toasts that are shown: everything except older errors, which are counted. Newest first. */
export function foldToasts<T extends { readonly type?: string | undefined }>(
  toasts: readonly T[],
): { readonly shown: readonly T[]; readonly folded: number } {
  const errors = toasts.filter(({ type }) => type === 'error')
  const older = new Set(errors.slice(MAX_ERRORS))
  return { shown: toasts.filter((toast) => !older.has(toast)), folded: older.size }
}

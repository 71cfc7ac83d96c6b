/** The maximum number of notices in one text: all are in the inspector. */
const MAX_NOTICES = 3

/** What of a model's schema could not be used, for a mark on its cards; '' if everything was. */
export function noticeText(notices: readonly string[]): string {
  if (notices.length === 0) return ''
  const more = notices.length - MAX_NOTICES
  const rest = more <= 0 ? '' : ` ${more} more in the inspector.`
  return `Parts of this model's schema are not supported. ${notices.slice(0, MAX_NOTICES).map(asSentence).join(' ')}${rest}`
}

/** A notice as a sentence of its own. */
export const asSentence = (notice: string): string => `${notice.charAt(0).toUpperCase()}${notice.slice(1)}.`

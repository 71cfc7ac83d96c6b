/** A text without the blanks and signs that nobody sees at its ends; '' if it has no others. */
export const visibleText = (text: string): string =>
  /[^\p{Z}\p{C}\u115F\u1160\u2800\u3164\uFFA0]/u.test(text) ? text.trim() : ''

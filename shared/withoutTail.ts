/**
 * `text` without the run of these characters at its end. By index: a pattern such as /0+$/ starts again at each
 * character of a run that does not reach the end, and takes hours for a megabyte of them.
 */
export function withoutTail(text: string, characters: string): string {
  let end = text.length
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/** Control characters, and those that turn the direction of the text around them: a stranger's words must not steer
 *  a terminal or hide what they say. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const steering = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g

/** A stranger's words on one line, `most` UTF-16 units at most. */
export function quote(text: string, max = 300): string {
  const line = text.replace(steering, ' ').replace(/ +/g, ' ').trim()
  return line.length > max ? `${line.slice(0, max).toWellFormed()}…` : line
}

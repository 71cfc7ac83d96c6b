// Control characters without line feed, what turns the direction of writing round, and what cannot be seen.
const unprintable =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g

/** Text from a file or a server, safe to print on a terminal: it can neither move the cursor nor hide what it says. */
export function plainText(text: string): string {
  return text.replaceAll(unprintable, '').toWellFormed()
}

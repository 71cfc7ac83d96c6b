// Control characters except line feed, direction overrides, and invisible characters.
const unprintable =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g

/** Text from a file or a server, made safe to print on a terminal: it can neither move the cursor nor hide itself. */
export function plainText(text: string): string {
  return text.replaceAll(unprintable, '').toWellFormed()
}

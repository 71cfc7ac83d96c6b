// The page checks values with zod and makes no JSON Schema of its schemas; but each schema refers to all that could.

const PARTS = /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/

/**
 * A module with the same exports, each a function that returns nothing.
 *
 * @param {string} source
 */
export const emptied = (source) =>
  Array.from(
    source.matchAll(/^export (?:(?:const|let|function|class) |\{ \w+ as )(\w+)/gm),
    ([, name]) => `export const ${name} = () => undefined`,
  ).join('\n')

/** @type {import('vite').Plugin} */
export const withoutJsonSchema = {
  name: 'patchbay:without-json-schema',
  apply: 'build',
  transform: { filter: { id: PARTS }, handler: (source) => ({ code: emptied(source), map: null }) },
}

import { integer, optional, text, withDefault } from '#shared/ports/port.ts'

/** How files are named and where they are. `what` is one of them, in help texts. */
export const nameInputs = (what: string) => ({
  name: withDefault(
    text('Name', {
      help: `The name of the file without its ending. {workflow} {node} {seed} {date} {time} are filled in, and {n} is the number of the ${what} in the list, from 1.`,
    }),
    '{workflow} {date} {time} {n}',
  ),
  folder: withDefault(
    text('Folder', { help: 'Below the folder of the run; made like the name, with / between folders.' }),
    '',
  ),
})

/** The value of a placeholder, which is seldom needed. */
export const seedInput = () =>
  optional(integer('Seed', { help: 'The value of {seed} in the name.', advanced: true }))

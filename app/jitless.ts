import { z } from 'zod'

// Before any schema is used: else zod looks whether it may make functions from text, which the page's policy forbids.
z.config({ jitless: true })

import { generatePrismaClient } from './setup/prisma-client'

// `npm run generate`
await generatePrismaClient()

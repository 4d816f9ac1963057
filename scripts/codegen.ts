// Writes the contract and the generated files from the backend's document: npm run codegen -- --help
import { main } from './codegen/main.ts'

await main('npm run codegen')

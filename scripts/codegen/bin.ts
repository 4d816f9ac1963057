#!/usr/bin/env node
import { main } from './main.ts'

await main('npx scaikey-portal-codegen')

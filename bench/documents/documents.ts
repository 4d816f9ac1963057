/** Documents of real backends, which are not part of this repository, and what is selected of them. */
export const documents: readonly { readonly file: string; readonly madeBy: string; readonly tag: string }[] = [
  { file: 'prefect.json', madeBy: 'FastAPI, 3.1', tag: 'Flow Runs' },
  { file: 'skyvern.json', madeBy: 'FastAPI, 3.1', tag: 'Runs' },
  { file: 'skyvern.json', madeBy: 'FastAPI, 3.1', tag: 'Agents' },
  { file: 'zenml.json', madeBy: 'FastAPI, 3.1', tag: 'workspaces' },
  { file: 'plg_6.json', madeBy: 'FastAPI, 3.1', tag: 'users' },
  { file: 'PhpCoffee.json', madeBy: 'Swashbuckle, 3.0', tag: 'User' },
]

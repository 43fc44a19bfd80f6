/** Where the project's pages are read. The repository is the only home of the documentation. */
export const REPOSITORY = 'https://github.com/cors-lens/cors-lens';

export function rulePage(id: string): string {
  return `${REPOSITORY}/blob/main/docs/rules/${id}.md`;
}

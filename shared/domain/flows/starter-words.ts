/** Who or what started a run: a person by name, "its schedule". */
export const starterWords = ({ source, startedBy }: { readonly source: string; readonly startedBy: string }): string =>
  source === 'schedule' ? 'its schedule' : startedBy;
